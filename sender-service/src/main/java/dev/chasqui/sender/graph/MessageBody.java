package dev.chasqui.sender.graph;

import dev.chasqui.schemas.CallbackData;
import dev.chasqui.schemas.MarkRead;
import dev.chasqui.schemas.SendCommand;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A command as the body of {@code POST /{phone-number-id}/messages}. Pure. */
public final class MessageBody {

  private MessageBody() {}

  /**
   * The body as JSON; it carries the command's id, and its trace, in {@code
   * biz_opaque_callback_data}, which comes back in every status of the message.
   *
   * @param content the command's content, as {@link MessageContent#of} found it
   * @param trace the command's traceparent; null if nobody looks at it
   */
  public static String of(
      SendCommand command, Recipient recipient, MessageContent content, @Nullable String trace) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("messaging_product", "whatsapp");
    putRecipient(body, recipient);
    body.put("type", content.type());
    body.set(content.type(), content.object());
    putContext(body, command.getReplyTo());
    body.put("biz_opaque_callback_data", new CallbackData(command.getCommandId(), trace).text());
    return body.toString();
  }

  /** The body of a read mark as JSON. */
  public static String of(MarkRead mark) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("messaging_product", "whatsapp");
    body.put("status", "read");
    body.put("message_id", mark.getMessageId());
    if (mark.getTyping()) {
      body.putObject("typing_indicator").put("type", "text");
    }
    return body.toString();
  }

  /** The same body to another phone number. */
  static String readdressed(String body, String digits) {
    return GraphJson.parse("body", body).put("to", digits).toString();
  }

  private static void putRecipient(ObjectNode body, Recipient recipient) {
    switch (recipient) {
      case Recipient.Phone phone -> individual(body).put("to", phone.digits());
      case Recipient.LinkedId lid -> individual(body).put("to", lid.key());
      case Recipient.Bsuid bsuid -> individual(body).put("recipient", bsuid.bsuid());
      case Recipient.Group group -> body.put("recipient_type", "group").put("to", group.id());
    }
  }

  private static ObjectNode individual(ObjectNode body) {
    return body.put("recipient_type", "individual");
  }

  private static void putContext(ObjectNode body, @Nullable String replyTo) {
    if (replyTo != null) {
      body.putObject("context").put("message_id", replyTo);
    }
  }
}
