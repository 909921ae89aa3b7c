package dev.chasqui.simulator.session;

import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.webhooks.Webhooks;
import tools.jackson.databind.node.ObjectNode;

/** Tells of a session's changes, in the same signed envelope, with the field "session". */
final class SessionWebhooks {
  private static final String FIELD = "session";

  private final Webhooks webhooks;

  SessionWebhooks(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  void changed(BusinessNumber number, Session before, Session now) {
    var value = Json.object().put("messaging_product", "whatsapp");
    value
        .putObject("metadata")
        .put("display_phone_number", number.digits())
        .put("phone_number_id", number.phoneNumberId());
    value.set(FIELD, body(before, now));
    webhooks.send(number, FIELD, FIELD, value);
  }

  private static ObjectNode body(Session before, Session now) {
    var body =
        Json.object()
            .put("status", now.status().name())
            .put("previous_status", before.status().name())
            .put("timestamp", Long.toString(now.since().getEpochSecond()));
    if (now.status() == SessionStatus.WORKING) {
      body.put("push_name", now.pushName());
    }
    if (now.status() == SessionStatus.STOPPED) {
      body.put("logged_out", !now.isLinked());
    }
    if (now.qr() != null && now.qrUntil() != null) {
      body.put("qr", now.qr()).put("qr_expires_at", Long.toString(now.qrUntil().getEpochSecond()));
    }
    return body;
  }
}
