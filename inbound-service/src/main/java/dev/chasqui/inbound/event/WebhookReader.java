package dev.chasqui.inbound.event;

import dev.chasqui.schemas.ProviderEvent;
import dev.chasqui.schemas.WhatsAppEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what one webhook call said: any number of entries, changes, messages and statuses. What it
 * does not know, it logs and passes over, since WhatsApp adds to its webhooks at any time.
 * Thread-safe.
 */
public final class WebhookReader {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookReader.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final AccountLookup accounts;

  public WebhookReader(AccountLookup accounts) {
    this.accounts = accounts;
  }

  /** Whose number it is. */
  @FunctionalInterface
  public interface AccountLookup {

    /**
     * The account that WhatsApp knows by a phone number id, if the account whose webhook address
     * was called may speak for it.
     */
    Optional<Long> accountOf(String phoneNumberId, long calledAccountId);
  }

  /**
   * The events, in their order.
   *
   * @throws UnreadableEventException if the body is not a webhook's JSON
   */
  public List<WhatsAppEvent> read(ProviderEvent event) throws UnreadableEventException {
    JsonNode body = parse(event.getBody());
    if (!body.path("entry").isArray()) {
      throw new UnreadableEventException("The body has no array \"entry\"");
    }
    List<WhatsAppEvent> events = new ArrayList<>();
    for (JsonNode entry : body.path("entry")) {
      for (JsonNode change : entry.path("changes")) {
        events.addAll(readChange(change, event.getAccountId(), event.getReceivedAt()));
      }
    }
    return events;
  }

  private List<WhatsAppEvent> readChange(
      JsonNode change, long calledAccountId, Instant receivedAt) {
    JsonNode value = change.path("value");
    String phoneNumberId = Json.text(value.path("metadata"), "phone_number_id", "");
    Optional<Long> account = accounts.accountOf(phoneNumberId, calledAccountId);
    if (account.isEmpty()) {
      LOG.warn(
          "A webhook for account {} speaks of phone number id {}, which is not of its tenant; passed"
              + " over",
          calledAccountId,
          phoneNumberId);
      return List.of();
    }
    var context = new ReadContext(account.get(), receivedAt, value);
    return switch (Json.text(change, "field", "")) {
      case "messages" -> messages(context);
      case "session" -> SessionReader.read(context);
      default -> {
        LOG.debug("A webhook's field {} is not read", Json.text(change, "field"));
        yield List.of();
      }
    };
  }

  private static List<WhatsAppEvent> messages(ReadContext context) {
    List<WhatsAppEvent> events = new ArrayList<>();
    for (JsonNode message : context.value().path("messages")) {
      MessageReader.read(context, message).ifPresent(events::add);
    }
    for (JsonNode status : context.value().path("statuses")) {
      StatusReader.read(context, status).ifPresent(events::add);
    }
    for (JsonNode error : context.value().path("errors")) {
      LOG.warn(
          "WhatsApp reports error {} for account {}: {}",
          Json.text(error, "code"),
          context.accountId(),
          Json.text(error, "title"));
    }
    return events;
  }

  private static JsonNode parse(ByteBuffer body) throws UnreadableEventException {
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw new UnreadableEventException("The body is not JSON");
    }
  }
}
