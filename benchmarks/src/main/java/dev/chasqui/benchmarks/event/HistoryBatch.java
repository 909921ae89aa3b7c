package dev.chasqui.benchmarks.event;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.SentContent;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;

/**
 * Messages of an account, half of them received and half sent, one after the other. A fifth of them
 * go to a few chats that are long; the others are spread over the rest. Immutable.
 *
 * @param chats all of them, long ones too
 * @param from number of its first message
 * @param size how many
 */
public record HistoryBatch(long accountId, int chats, int from, int size) {

  /** How many chats are long. */
  public static final int LONG_CHATS = 100;

  private static final long FIRST_PERSON = 573_000_000_000L;
  private static final int MILLIS_BETWEEN = 20;
  private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
  private static final String TEXT =
      "Good morning! I ordered two boxes of coffee last week, and only the first has come so far."
          + " Could you please find out where the other one is?";

  /** When a message was sent. */
  public static Instant time(int number) {
    return BEGIN.plusMillis((long) number * MILLIS_BETWEEN);
  }

  /** The contact's number of a chat; the long ones are the first. */
  public static String person(int chat) {
    return Long.toString(FIRST_PERSON + chat);
  }

  private String chat(int number) {
    int longOnes = number / 5;
    return person(
        number % 5 == 0
            ? longOnes % LONG_CHATS
            : LONG_CHATS + (number - longOnes - 1) % (chats - LONG_CHATS));
  }

  /** Half of all, in no pattern that the chats have too. */
  public boolean isReceived(int number) {
    return number * 0x9E3779B9 < 0;
  }

  /** As the inbound service keys events. */
  public String eventKey(int number) {
    return accountId + ":" + chat(number);
  }

  /** As the sender keys results. */
  public String resultKey() {
    return Long.toString(accountId);
  }

  private Identity contact(int number) {
    String phone = chat(number);
    return Identity.newBuilder().setPhone(phone).setRaw(phone).setName("Ana " + phone).build();
  }

  /** A message that was received. */
  public WhatsAppEvent received(int number) {
    MessageReceived message =
        MessageReceived.newBuilder()
            .setMessageId("wamid.in." + number)
            .setFrom(contact(number))
            .setType("text")
            .setBody(TEXT)
            .build();
    return event("message", number).setMessage(message).build();
  }

  /** A message that was sent. */
  public CommandResult sent(int number) {
    return CommandResult.newBuilder()
        .setResultId(accountId + ":" + number + ":final")
        .setCommandId("command-" + number)
        .setAccountId(accountId)
        .setTo(chat(number))
        .setStatus(CommandStatus.SENT)
        .setIsFinal(true)
        .setTimestamp(time(number))
        .setMessageId("wamid.out." + number)
        .setWaId(chat(number))
        .setContent(SentContent.newBuilder().setType("text").setBody(TEXT).build())
        .build();
  }

  /** That one that was sent is read. */
  public WhatsAppEvent read(int number) {
    MessageAck ack =
        MessageAck.newBuilder()
            .setMessageId("wamid.out." + number)
            .setCommandId("command-" + number)
            .setRecipient(contact(number))
            .setAck(Ack.READ)
            .build();
    return event("message.ack", number).setAck(ack).build();
  }

  private WhatsAppEvent.Builder event(String type, int number) {
    return WhatsAppEvent.newBuilder()
        .setId(type + "-" + number)
        .setType(type)
        .setAccountId(accountId)
        .setChatId(chat(number))
        .setTimestamp(time(number))
        .setReceivedAt(time(number));
  }
}
