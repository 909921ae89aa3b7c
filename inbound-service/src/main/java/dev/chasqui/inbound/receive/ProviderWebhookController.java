package dev.chasqui.inbound.receive;

import dev.chasqui.access.Account;
import dev.chasqui.access.AccountDirectory;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.CallNotes;
import dev.chasqui.access.Secret;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.messaging.PublishFailedException;
import dev.chasqui.messaging.SerdeException;
import dev.chasqui.schemas.ProviderEvent;
import dev.chasqui.schemas.Topics;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The address that WhatsApp calls for an account. A call is answered 200 once its body is on the
 * topic, acknowledged by Kafka: WhatsApp repeats it for days otherwise, so nothing is lost.
 */
@RestController
@RequestMapping("/webhooks/whatsapp/{accountId}")
public class ProviderWebhookController {

  /** As much as WhatsApp sends at most (Graph API, webhooks). */
  static final int MOST_BYTES = 3 * 1024 * 1024;

  private static final int MOST_BODIES = 24;

  private static final Logger LOG = LoggerFactory.getLogger(ProviderWebhookController.class);
  private static final List<String> KEPT_HEADERS = List.of("content-type", "user-agent");

  private final AccountDirectory accounts;
  private final AvroPublisher<ProviderEvent> publisher;
  private final Clock clock;
  // Anybody may call: bodies of 3 MB must not fill the memory before their signature is checked.
  private final Semaphore bodiesInMemory = new Semaphore(MOST_BODIES);

  public ProviderWebhookController(
      AccountDirectory accounts, AvroPublisher<ProviderEvent> publisher, Clock clock) {
    this.accounts = accounts;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** How many more calls' bodies fit into the memory now. */
  public int freeBodies() {
    return bodiesInMemory.availablePermits();
  }

  /** How many calls wait for that, about. */
  public int waitingBodies() {
    return bodiesInMemory.getQueueLength();
  }

  /** WhatsApp's handshake: proves that the address is ours by giving back its challenge. */
  @GetMapping(produces = MediaType.TEXT_PLAIN_VALUE)
  String verify(
      @PathVariable long accountId,
      @RequestParam("hub.mode") String mode,
      @RequestParam("hub.verify_token") String token,
      @RequestParam("hub.challenge") String challenge) {
    Optional<Account> account = accounts.find(accountId);
    if (account.isEmpty()
        || !mode.equals("subscribe")
        || !matches(account.get().secrets().verifyToken(), token)) {
      throw ApiException.of(HttpStatus.FORBIDDEN, "verification_failed", ReceiveText.WRONG_TOKEN);
    }
    return challenge;
  }

  /** Takes a call. */
  @PostMapping
  void receive(
      @PathVariable long accountId,
      @RequestHeader(name = HubSignature.HEADER, required = false) @Nullable String signature,
      HttpServletRequest request)
      throws IOException {
    if (request.getContentLengthLong() > MOST_BYTES) {
      throw ApiException.tooLarge(MOST_BYTES);
    }
    Optional<Account> account = accounts.find(accountId);
    account.ifPresent(known -> CallNotes.add("accountId", known.id()));
    // An unknown account is answered like a wrong signature, so that ids cannot be probed.
    if (account.isEmpty() || !HubSignature.isSignature(signature)) {
      throw unsigned(accountId);
    }
    bodiesInMemory.acquireUninterruptibly();
    try {
      byte[] body = readBody(request);
      if (!HubSignature.proves(signature, body, account.get().secrets().appSecret())) {
        throw unsigned(accountId);
      }
      publish(accountId, headers(request), body);
    } finally {
      bodiesInMemory.release();
    }
  }

  private static ApiException unsigned(long accountId) {
    LOG.warn("A webhook call for account {} has no valid signature; refused", accountId);
    return ApiException.of(HttpStatus.UNAUTHORIZED, "invalid_signature", ReceiveText.NOT_SIGNED);
  }

  private static byte[] readBody(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw ApiException.tooLarge(MOST_BYTES);
    }
    return body;
  }

  private void publish(long accountId, Map<String, String> headers, byte[] body) {
    ProviderEvent event =
        ProviderEvent.newBuilder()
            .setEventId(UUID.randomUUID().toString())
            .setAccountId(accountId)
            .setReceivedAt(clock.instant())
            .setHeaders(headers)
            .setBody(ByteBuffer.wrap(body))
            .build();
    try {
      publisher.publishAll(
          List.of(new OutgoingRecord<>(Topics.PROVIDER_EVENTS, Long.toString(accountId), event)));
    } catch (PublishFailedException | SerdeException e) {
      LOG.warn("A webhook call cannot be kept, WhatsApp will repeat it: {}", e.getMessage());
      throw ApiException.of(HttpStatus.SERVICE_UNAVAILABLE, "not_kept", ReceiveText.NOT_KEPT);
    }
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> kept = new HashMap<>();
    for (String name : KEPT_HEADERS) {
      String value = request.getHeader(name);
      if (value != null) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  private static boolean matches(Secret expected, String given) {
    return MessageDigest.isEqual(expected.bytes(), given.getBytes(StandardCharsets.UTF_8));
  }
}
