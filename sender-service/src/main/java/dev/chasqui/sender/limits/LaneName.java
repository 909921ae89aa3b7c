package dev.chasqui.sender.limits;

import java.util.Comparator;

/**
 * Which lane of the work queue is meant, in the queue's order. Immutable.
 *
 * @param accountId whose
 * @param use for what
 */
public record LaneName(long accountId, Use use) implements Comparable<LaneName> {

  private static final String CONTACTS = "contacts:";
  private static final Comparator<LaneName> ORDER = Comparator.comparing(LaneName::text);

  /** What a lane is for. */
  public enum Use {
    MESSAGES,
    CONTACTS
  }

  /** The lane of an account's messages. */
  public static LaneName messages(long accountId) {
    return new LaneName(accountId, Use.MESSAGES);
  }

  /** The lane of an account's contact checks, which has a pace and never an item. */
  public static LaneName contacts(long accountId) {
    return new LaneName(accountId, Use.CONTACTS);
  }

  /** As the work queue names it. */
  public String text() {
    return use == Use.CONTACTS ? CONTACTS + accountId : Long.toString(accountId);
  }

  @Override
  public int compareTo(LaneName other) {
    return ORDER.compare(this, other);
  }
}
