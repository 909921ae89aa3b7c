package dev.chasqui.inbound.event;

import dev.chasqui.schemas.ProviderEvent;
import dev.chasqui.schemas.WhatsAppEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

  private static final String MESSAGES = "messages";
  private static final String SESSION = "session";
  private static final Set<String> READ = Set.of(MESSAGES, SESSION);
  private static final Pattern PHONE_NUMBER_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

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
   * What a webhook said.
   *
   * @param events in their order
   * @param whole false if a part was about a number that is of no account of the tenant
   * @param traces the traceparents of events of commands that are in a trace, by the event's id
   */
  public record Reading(List<WhatsAppEvent> events, boolean whole, Map<String, String> traces) {}

  /**
   * Reads a webhook.
   *
   * @throws UnreadableEventException if the body is not a webhook's JSON, or cannot be read
   */
  public Reading read(ProviderEvent event) throws UnreadableEventException {
    JsonNode body = parse(event.getBody());
    if (!body.path("entry").isArray()) {
      throw new UnreadableEventException("The body has no array \"entry\"");
    }
    List<WhatsAppEvent> events = new ArrayList<>();
    Map<String, String> traces = new HashMap<>();
    boolean whole = true;
    for (JsonNode entry : body.path("entry")) {
      for (JsonNode change : entry.path("changes")) {
        Optional<List<WhatsAppEvent>> read = readChange(change, event, traces);
        read.ifPresent(events::addAll);
        whole &= read.isPresent();
      }
    }
    return new Reading(events, whole, traces);
  }

  /** Empty if it is about a number that is of no account of the tenant. */
  private Optional<List<WhatsAppEvent>> readChange(
      JsonNode change, ProviderEvent of, Map<String, String> traces)
      throws UnreadableEventException {
    String field = Json.text(change, "field", "");
    if (!READ.contains(field)) {
      LOG.debug("A webhook's field {} is not read", field);
      return Optional.of(List.of());
    }
    JsonNode value = change.path("value");
    Optional<Long> account = account(value, of.getAccountId());
    return account.isEmpty()
        ? Optional.empty()
        : Optional.of(
            read(field, new ReadContext(account.get(), of.getReceivedAt(), value, traces)));
  }

  private Optional<Long> account(JsonNode value, long calledAccountId) {
    String phoneNumberId = Json.text(value.path("metadata"), "phone_number_id", "");
    return PHONE_NUMBER_ID.matcher(phoneNumberId).matches()
        ? accounts.accountOf(phoneNumberId, calledAccountId)
        : Optional.empty();
  }

  private static List<WhatsAppEvent> read(String field, ReadContext context)
      throws UnreadableEventException {
    try {
      return field.equals(SESSION) ? SessionReader.read(context) : messages(context);
    } catch (RuntimeException e) {
      // Reading is pure: what fails once fails always, and must not hold up the partition.
      throw new UnreadableEventException("The webhook's " + field + " cannot be read", e);
    }
  }

  private static List<WhatsAppEvent> messages(ReadContext context) {
    List<WhatsAppEvent> events = new ArrayList<>();
    for (JsonNode message : context.value().path(MESSAGES)) {
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
      throw new UnreadableEventException("The body is not JSON", e);
    }
  }
}
