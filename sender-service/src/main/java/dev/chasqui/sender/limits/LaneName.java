package dev.chasqui.sender.limits;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which lane of the work queue is meant. Immutable.
 *
 * @param accountId whose
 * @param use for what
 */
public record LaneName(long accountId, Use use) implements Comparable<LaneName> {

  private static final Comparator<LaneName> ORDER =
      Comparator.comparingLong(LaneName::accountId).thenComparing(LaneName::use);

  /** What a lane is for. */
  public enum Use {
    MESSAGES(""),
    READ_MARKS("reads:"),
    CONTACTS("contacts:");

    private final String prefix;

    Use(String prefix) {
      this.prefix = prefix;
    }
  }

  /** The lane of an account's messages. */
  public static LaneName messages(long accountId) {
    return new LaneName(accountId, Use.MESSAGES);
  }

  /** The lane of an account's read marks, which use nothing of what its messages may. */
  public static LaneName readMarks(long accountId) {
    return new LaneName(accountId, Use.READ_MARKS);
  }

  /** The lane of an account's contact checks, which has a pace and never an item. */
  public static LaneName contacts(long accountId) {
    return new LaneName(accountId, Use.CONTACTS);
  }

  /** All lanes of an account, in order. */
  static List<LaneName> all(long accountId) {
    return Arrays.stream(Use.values()).map(use -> new LaneName(accountId, use)).toList();
  }

  /** As the work queue names it. */
  public String text() {
    return use.prefix + accountId;
  }

  @Override
  public int compareTo(LaneName other) {
    return ORDER.compare(this, other);
  }
}
