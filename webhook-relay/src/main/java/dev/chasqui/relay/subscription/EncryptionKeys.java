package dev.chasqui.relay.subscription;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.Clients;
import dev.chasqui.access.SealedSecretException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients whose secrets encrypt webhooks, kept for a short time. Thread-safe. */
public final class EncryptionKeys {

  private static final Logger LOG = LoggerFactory.getLogger(EncryptionKeys.class);
  private static final Duration FRESH_FOR = Duration.ofSeconds(10);
  private static final int MOST_KEPT = 20_000;

  private final LoadingCache<String, Optional<Clients.Credentials>> byClient;

  public EncryptionKeys(Clients clients, Ticker ticker) {
    this.byClient =
        Caffeine.newBuilder()
            .ticker(ticker)
            .expireAfterWrite(FRESH_FOR)
            .maximumSize(MOST_KEPT)
            .build(id -> usable(clients, id));
  }

  /** A client with its secret; empty if it is gone or its secret cannot be opened. */
  public Optional<Clients.Credentials> find(String clientId) {
    return byClient.get(clientId);
  }

  private static Optional<Clients.Credentials> usable(Clients clients, String id) {
    try {
      return clients.find(id);
    } catch (SealedSecretException e) {
      LOG.error("The secret of client {} cannot be used: {}", id, e.getMessage());
      return Optional.empty();
    }
  }
}
