package dev.chasqui.inbound;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.MessageRevoked;
import dev.chasqui.schemas.SentContent;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as the inbound service makes them, and results as the sender does. */
public final class Records {

  private static final Instant RECEIVED = Instant.parse("2026-11-21T12:00:00Z");

  private Records() {}

  /** Somebody who shows a phone number. */
  public static Identity person(String phone) {
    return Identity.newBuilder().setPhone(phone).setRaw(phone).build();
  }

  /** The same with a name. */
  public static Identity person(String phone, @Nullable String name) {
    return Identity.newBuilder().setPhone(phone).setRaw(phone).setName(name).build();
  }

  /** What a contact wrote. */
  public static WhatsAppEvent text(
      long accountId, Identity from, String messageId, String body, Instant at) {
    return message(accountId, from, at, content(from, messageId, "text").setBody(body).build());
  }

  public static MessageReceived.Builder content(Identity from, String messageId, String type) {
    return MessageReceived.newBuilder().setMessageId(messageId).setFrom(from).setType(type);
  }

  public static WhatsAppEvent message(
      long accountId, Identity from, Instant at, MessageReceived message) {
    String group = message.getGroupId();
    return head(accountId, "message", at)
        .setChatId(group == null ? chatId(from) : group)
        .setMessage(message)
        .build();
  }

  /** A change of what a contact wrote. */
  public static WhatsAppEvent edit(
      long accountId, Identity from, String editId, String original, String body, Instant at) {
    return message(
        accountId,
        from,
        at,
        content(from, editId, "edit").setOriginalMessageId(original).setBody(body).build());
  }

  /** What a contact took back. */
  public static WhatsAppEvent revoked(
      long accountId, Identity from, String id, String target, Instant at) {
    return head(accountId, "message.revoked", at)
        .setChatId(chatId(from))
        .setRevoked(
            MessageRevoked.newBuilder()
                .setMessageId(id)
                .setFrom(from)
                .setTargetMessageId(target)
                .build())
        .build();
  }

  /** A status of what was sent. */
  public static WhatsAppEvent ack(
      long accountId,
      Identity recipient,
      String messageId,
      @Nullable String commandId,
      Ack ack,
      Instant at) {
    return head(accountId, "message.ack", at)
        .setChatId(chatId(recipient))
        .setAck(
            MessageAck.newBuilder()
                .setMessageId(messageId)
                .setCommandId(commandId)
                .setRecipient(recipient)
                .setAck(ack)
                .build())
        .build();
  }

  /** As the inbound service names a chat. */
  public static @Nullable String chatId(Identity identity) {
    if (identity.getPhone() != null) {
      return identity.getPhone();
    }
    if (identity.getBsuid() != null) {
      return identity.getBsuid();
    }
    return identity.getLid() == null ? identity.getRaw() : identity.getLid() + "@lid";
  }

  public static WhatsAppEvent.Builder head(long accountId, String type, Instant at) {
    return WhatsAppEvent.newBuilder()
        .setId("evt_" + UUID.randomUUID())
        .setType(type)
        .setAccountId(accountId)
        .setTimestamp(at)
        .setReceivedAt(RECEIVED);
  }

  public static SentContent textContent(String body) {
    return SentContent.newBuilder().setType("text").setBody(body).build();
  }

  /** That somebody has read a message. */
  public static SentContent readContent(String messageId) {
    return SentContent.newBuilder().setType("read").setTargetMessageId(messageId).build();
  }

  /**
   * A result.
   *
   * @param content null as between the first result and the final one
   */
  public static CommandResult result(
      long accountId,
      String commandId,
      String to,
      CommandStatus status,
      @Nullable String messageId,
      @Nullable SentContent content,
      Instant at) {
    return CommandResult.newBuilder()
        .setResultId(accountId + ":" + commandId + ":" + status)
        .setCommandId(commandId)
        .setAccountId(accountId)
        .setTo(to)
        .setStatus(status)
        .setIsFinal(status != CommandStatus.ACCEPTED && status != CommandStatus.HELD)
        .setTimestamp(at)
        .setMessageId(messageId)
        .setWaId(null)
        .setContent(content)
        .build();
  }

  /** What was sent at once. */
  public static CommandResult sent(
      long accountId, String commandId, String to, String messageId, String body, Instant at) {
    return result(accountId, commandId, to, CommandStatus.SENT, messageId, textContent(body), at);
  }
}
