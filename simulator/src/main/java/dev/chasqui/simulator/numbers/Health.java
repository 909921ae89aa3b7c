package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The health_status of a number: blocked while it is not registered. Thread-safe. */
final class Health {
  private static final String AVAILABLE = "AVAILABLE";
  private static final String BLOCKED = "BLOCKED";

  private final Registrations registrations;

  Health(Registrations registrations) {
    this.registrations = registrations;
  }

  ObjectNode of(BusinessNumber number) {
    var open = registrations.isRegistered(number);
    var node = Json.object().put("can_send_message", open ? AVAILABLE : BLOCKED);
    var entities = node.putArray("entities");
    var own = entity(entities, "PHONE_NUMBER", number.phoneNumberId(), open);
    if (!open) {
      own.putArray("errors")
          .addObject()
          .put("error_code", 133010)
          .put("error_description", GraphError.of(133010, null).message())
          .put("possible_solution", "Register the number");
    }
    entity(entities, "WABA", number.wabaId(), true);
    entity(entities, "BUSINESS", "500000000000001", true);
    entity(entities, "APP", "600000000000001", true);
    return node;
  }

  private static ObjectNode entity(ArrayNode entities, String type, String id, boolean open) {
    return entities
        .addObject()
        .put("entity_type", type)
        .put("id", id)
        .put("can_send_message", open ? AVAILABLE : BLOCKED);
  }
}
