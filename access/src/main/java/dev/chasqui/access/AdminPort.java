package dev.chasqui.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * The port of the admin API: a second connector of the same server, which answers what is under
 * {@code /admin} and nothing else, while the public one does not know these paths. Without a token
 * it is not opened. Thread-safe.
 */
public final class AdminPort implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final int LEAST_TOKEN_LENGTH = 32;

  private final String host;
  private final int port;
  private final Secret token;
  private volatile @Nullable Connector connector;

  /**
   * @param host the address that it listens on
   * @param port 0 for any that is free
   * @param token what a caller has to show; blank to keep the port closed
   * @throws IllegalArgumentException if the token is too short or not of visible ASCII characters;
   *     the message does not repeat it
   */
  AdminPort(String host, int port, Secret token) {
    this.host = host;
    this.port = port;
    this.token = new Secret(token.value().strip());
    if (!this.token.value().isEmpty() && !isUsable(this.token.value())) {
      throw new IllegalArgumentException(
          "CHASQUI_ADMIN_TOKEN must be at least %d visible ASCII characters; make one with: openssl rand -hex 32"
              .formatted(LEAST_TOKEN_LENGTH));
    }
  }

  private static boolean isUsable(String token) {
    return token.length() >= LEAST_TOKEN_LENGTH && token.chars().allMatch(c -> c > ' ' && c < 127);
  }

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    Connector opened = token.value().isEmpty() ? null : connector();
    connector = opened;
    if (opened != null) {
      server.addAdditionalConnectors(opened);
    }
    server.addEngineValves(new PortSeparation(opened));
  }

  private Connector connector() {
    Connector made = new Connector(TomcatWebServerFactory.DEFAULT_PROTOCOL);
    made.setPort(port);
    made.setThrowOnFailure(true);
    // Not before the service can answer.
    made.setProperty("bindOnInit", "false");
    made.setXpoweredBy(false);
    if (!made.setProperty("address", host)) {
      throw new IllegalArgumentException("CHASQUI_ADMIN_HOST cannot be listened on: " + host);
    }
    // As the public port's: a call that waits for WhatsApp must not keep others away.
    if (made.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
      protocol.setExecutor(new VirtualThreadExecutor("admin-"));
    }
    return made;
  }

  /** Where it listens; -1 if it is not open. */
  public int number() {
    Connector opened = connector;
    return opened == null ? -1 : opened.getLocalPort();
  }

  /** Whether this is the token. The time that it takes tells nothing about the token. */
  boolean opensWith(String given) {
    return !token.value().isEmpty()
        && MessageDigest.isEqual(
            Sha256.of(given.getBytes(StandardCharsets.UTF_8)), Sha256.of(token.bytes()));
  }
}
