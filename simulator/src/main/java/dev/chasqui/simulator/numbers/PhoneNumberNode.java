package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A business number by its id, with the fields that were asked for. Thread-safe. */
final class PhoneNumberNode implements NodeType {
  private static final String DEFAULT_FIELDS =
      "id,display_phone_number,verified_name,quality_rating,code_verification_status";

  private final Map<String, Function<BusinessNumber, JsonNode>> fields = new TreeMap<>();
  private final Registrations registrations;

  PhoneNumberNode(Numbers numbers, Registrations registrations, Health health) {
    this.registrations = registrations;
    text("id", BusinessNumber::phoneNumberId);
    text("display_phone_number", BusinessNumber::displayPhoneNumber);
    text("verified_name", BusinessNumber::verifiedName);
    text("quality_rating", n -> "GREEN");
    text("code_verification_status", n -> "VERIFIED");
    text("status", this::status);
    text("name_status", n -> "APPROVED");
    text("account_mode", n -> "LIVE");
    text("platform_type", n -> "CLOUD_API");
    text("host_platform", n -> "CLOUD_API");
    text("whatsapp_business_manager_messaging_limit", n -> "TIER_UNLIMITED");
    text("messaging_limit_tier", n -> "TIER_UNLIMITED");
    fields.put("is_official_business_account", n -> Json.object().booleanNode(false));
    fields.put("throughput", n -> Json.object().put("level", "STANDARD"));
    fields.put("health_status", health::of);
    fields.put("webhook_configuration", n -> webhooks(numbers.callback(n)));
  }

  @Override
  public Optional<ObjectNode> read(
      String id, List<BusinessNumber> opened, HttpServletRequest request) {
    return opened.stream()
        .filter(n -> n.phoneNumberId().equals(id))
        .findFirst()
        .map(n -> shown(n, request.getParameter("fields")));
  }

  /** The number with these fields, separated by commas; null: the default ones. */
  ObjectNode shown(BusinessNumber number, @Nullable String wanted) {
    var node = Json.object();
    Arrays.stream((wanted == null ? DEFAULT_FIELDS : wanted).split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(name -> node.set(name, field(name).apply(number)));
    return node.put("id", number.phoneNumberId());
  }

  private Function<BusinessNumber, JsonNode> field(String name) {
    var field = fields.get(name);
    if (field == null) {
      throw GraphError.invalidParameter(
              "Tried accessing nonexistent field (" + name + "); one of " + fields.keySet())
          .toException();
    }
    return field;
  }

  private String status(BusinessNumber number) {
    return registrations.isRegistered(number) ? "CONNECTED" : "DISCONNECTED";
  }

  private static ObjectNode webhooks(@Nullable Callback callback) {
    var node = Json.object();
    if (callback != null) {
      node.put("application", callback.url().toString());
    }
    return node;
  }

  private void text(String name, Function<BusinessNumber, String> value) {
    fields.put(name, n -> StringNode.valueOf(value.apply(n)));
  }
}
