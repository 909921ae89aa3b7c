package dev.chasqui.relay.subscription;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST /api/webhooks/register}, as it came. Immutable.
 *
 * @param url where events are to be posted
 * @param events names or patterns, at least one; all events if absent
 * @param secret signs what is posted; one is made if absent
 * @param encryption how bodies are encrypted; not at all if absent
 * @param clientId whose secret encrypts; if absent, the client that logged in, or for a key the
 *     tenant's newest
 * @param accounts whose events; the caller's own if absent
 * @param headers to be sent with each webhook
 * @param ratePerSecond how many attempts a second at most; no limit if absent
 * @param order in which events arrive; as they come if absent
 * @param retentionHours how long an event is kept that cannot be delivered, from 1 to 720; 168 if
 *     absent
 * @param whenOff what becomes of events that come while the webhook is off or disabled: {@code
 *     keep} (they are delivered when it is on again, if their retention is not over) or {@code
 *     drop}; kept if absent
 * @param description for people
 * @param unknownFields what else was given: a misspelt {@code encryption} would send bodies
 *     unencrypted
 */
@Schema(
    example =
        """
        {"url": "https://tuapp.com/webhook", "events": ["message", "ready"], "secret": "string"}
        """)
record Registration(
    @Schema(requiredMode = RequiredMode.REQUIRED, maxLength = 2048) @Nullable String url,
    @ArraySchema(minItems = 1) @Nullable List<@Nullable String> events,
    @Schema(minLength = 1, maxLength = 256) @Nullable String secret,
    @Schema(allowableValues = {"none", "aes-256-cbc", "aes-256-gcm"}) @Nullable String encryption,
    @Nullable String clientId,
    @ArraySchema(minItems = 1) @Nullable List<@Nullable Long> accounts,
    @Schema(maxProperties = 20) @Nullable Map<String, @Nullable String> headers,
    @Schema(minimum = "0.01", maximum = "1000") @Nullable Double ratePerSecond,
    @Schema(allowableValues = {"none", "chat"}) @Nullable String order,
    @Schema(minimum = "1", maximum = "720") @Nullable Integer retentionHours,
    @Schema(allowableValues = {"keep", "drop"}) @Nullable String whenOff,
    @Schema(maxLength = 500) @Nullable String description,
    @JsonAnySetter @JsonInclude(Include.NON_NULL) @Schema(hidden = true)
        @Nullable Map<String, Object> unknownFields) {

  private static final JsonMapper JSON = new JsonMapper();

  /** What would have to be posted to get these terms. */
  static Registration of(Terms terms) {
    return new Registration(
        terms.url().toString(),
        List.copyOf(terms.events()),
        null,
        terms.encryption().id(),
        terms.clientId(),
        List.copyOf(terms.accounts()),
        Map.copyOf(terms.headers()),
        terms.ratePerSecond(),
        terms.order().id(),
        (int) terms.retention().toHours(),
        terms.whenOff().id(),
        terms.description(),
        null);
  }

  /**
   * The same with a change in the manner of RFC 7396: a null takes away, what is absent stays.
   *
   * @throws tools.jackson.core.JacksonException if a field has the wrong type
   */
  Registration changed(ObjectNode change) {
    ObjectNode merged = JSON.valueToTree(this);
    merge(merged, change);
    return JSON.treeToValue(merged, Registration.class);
  }

  private static void merge(ObjectNode into, ObjectNode change) {
    for (Map.Entry<String, JsonNode> field : change.properties()) {
      JsonNode before = into.get(field.getKey());
      if (field.getValue().isNull()) {
        into.remove(field.getKey());
      } else if (field.getValue() instanceof ObjectNode more && before instanceof ObjectNode own) {
        merge(own, more);
      } else {
        into.set(field.getKey(), field.getValue());
      }
    }
  }

  /** Leaves out what is secret, or may be: the URL too. */
  @Override
  public String toString() {
    return "Registration[events=%s]".formatted(events);
  }
}
