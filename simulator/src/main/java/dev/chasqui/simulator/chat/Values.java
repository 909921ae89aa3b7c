package dev.chasqui.simulator.chat;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.numbers.BusinessNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The values of webhooks about messages. */
final class Values {
  static final String SENT = "sent";
  static final String DELIVERED = "delivered";
  static final String READ = "read";
  static final String FAILED = "failed";

  private Values() {}

  static ObjectNode base(BusinessNumber number) {
    var value = Json.object().put("messaging_product", "whatsapp");
    value
        .putObject("metadata")
        .put("display_phone_number", number.digits())
        .put("phone_number_id", number.phoneNumberId());
    return value;
  }

  /** A status; {@code priced} says whether it carries the pricing. */
  static ObjectNode status(SentMessage message, String status, boolean priced, Instant at) {
    var value = base(message.number());
    var person = message.recipient().person();
    if (person != null) {
      person.describe(value.putArray("contacts").addObject(), !status.equals(SENT));
    }
    var node = statusNode(value, message, status, at);
    if (person != null) {
      node.put("recipient_user_id", person.userId());
    }
    if (priced) {
      price(node, message.type());
    }
    return value;
  }

  static ObjectNode failed(SentMessage message, GraphError error, Instant at) {
    var value = base(message.number());
    var node = statusNode(value, message, FAILED, at);
    var userId = message.recipient().userId();
    if (userId != null) {
      node.put("recipient_user_id", userId);
    }
    describe(error, node.putArray("errors").addObject());
    return value;
  }

  static void describe(GraphError error, ObjectNode node) {
    var title = error.message().replaceFirst("^\\(#[0-9]+\\) ", "");
    node.put("code", error.code()).put("title", title).put("message", title);
    node.putObject("error_data").put("details", error.details() == null ? title : error.details());
    node.put("href", "/documentation/business-messaging/whatsapp/support/error-codes");
  }

  private static ObjectNode statusNode(
      ObjectNode value, SentMessage message, String status, Instant at) {
    var node =
        value
            .putArray("statuses")
            .addObject()
            .put("id", message.wamid())
            .put("status", status)
            .put("timestamp", seconds(at));
    var recipientId = recipientId(message.recipient());
    if (recipientId != null) {
      node.put("recipient_id", recipientId);
    }
    if (message.recipient().groupId() != null) {
      node.put("recipient_type", "group");
    }
    if (message.callbackData() != null) {
      node.put("biz_opaque_callback_data", message.callbackData());
    }
    return node;
  }

  private static @Nullable String recipientId(Recipient recipient) {
    if (recipient.groupId() != null) {
      return recipient.groupId();
    }
    var person = recipient.person();
    return person == null ? null : person.shownId();
  }

  private static void price(ObjectNode status, String type) {
    var template = type.equals("template");
    status
        .putObject("pricing")
        .put("billable", template)
        .put("pricing_model", "PMP")
        .put("type", template ? "regular" : "free_customer_service")
        .put("category", template ? "utility" : "service");
  }

  static String seconds(Instant at) {
    return Long.toString(at.getEpochSecond());
  }
}
