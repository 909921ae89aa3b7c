package dev.chasqui.benchmarks.event;

import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Events of one round, each a received message whose webhook has about 1,000 bytes. Event {@code i}
 * is of account {@code i} modulo their number; an account's events go over its chats in turn.
 * Immutable.
 *
 * @param tag tells them from those of other rounds
 * @param firstAccount the accounts' ids follow each other
 * @param chats of each account
 */
public record EventBatch(String tag, long firstAccount, int accounts, int chats, int size) {

  /** Chats of an account in which something is said at the same time. */
  public static final int USUAL_CHATS = 100;

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final long FIRST_PERSON = 573_000_000_000L;
  private static final Instant TIME = Instant.ofEpochSecond(1_760_000_000);
  private static final String TEXT =
      "Good morning! I ordered two boxes of coffee last week, the dark one and the one with the red"
          + " label, and paid for both of them at once. Only the first has come so far, and the"
          + " courier's page says that the second has been on its way since Thursday. Could you"
          + " please find out where it is? Nobody is at home before six in the evening, so it would"
          + " be best if it came on Saturday, or else to our neighbours, who are there all day: the"
          + " bell says Quispe, second floor. If you cannot find it, then send me another one with"
          + " your next delivery, and tell me what I owe you for that. Many thanks, and greetings to"
          + " everybody in the shop. Ana";

  /** New events; their ids are not those of any other batch that this process made. */
  public static EventBatch create(long firstAccount, int accounts, int size) {
    return new EventBatch("b" + NEXT.incrementAndGet(), firstAccount, accounts, USUAL_CHATS, size);
  }

  /** What the ids of its events begin with, and no others do. */
  public String prefix() {
    return tag + "-";
  }

  /** The event's id, which is sent as {@code webhook-id}. */
  public String id(int index) {
    return prefix() + index;
  }

  public long account(int index) {
    return firstAccount + index % accounts;
  }

  /** A number for the account and the chat together. */
  public int conversation(int index) {
    return index % (accounts * chats);
  }

  private String chat(int index) {
    return Long.toString(FIRST_PERSON + index / accounts % chats);
  }

  /** As the inbound service keys it, so that a chat stays in order. */
  public String key(int index) {
    return account(index) + ":" + chat(index);
  }

  public WhatsAppEvent event(int index) {
    String chat = chat(index);
    Identity from = Identity.newBuilder().setPhone(chat).setName("Ana").setRaw(chat).build();
    return WhatsAppEvent.newBuilder()
        .setId(id(index))
        .setType("message")
        .setAccountId(account(index))
        .setChatId(chat)
        .setTimestamp(TIME)
        .setReceivedAt(TIME)
        .setMessage(
            MessageReceived.newBuilder()
                .setMessageId("wamid." + id(index))
                .setFrom(from)
                .setTo("15550009999")
                .setType("text")
                .setBody(TEXT)
                .build())
        .build();
  }
}
