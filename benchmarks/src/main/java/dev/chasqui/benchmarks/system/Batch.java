package dev.chasqui.benchmarks.system;

import dev.chasqui.benchmarks.control.Micros;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.TextContent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Commands that are produced together, and what became of each. Command {@code i} is of account
 * {@code i} modulo their number. Thread-safe, but for the producing.
 */
public final class Batch {

  private static final String TEXT =
      "Your order is on its way. It comes tomorrow between 9:00 and 12:00; "
          + "answer with \"later\" if nobody is at home then.";

  private static final AtomicInteger NEXT = new AtomicInteger();

  /** Nobody gets two messages: the order of a chat is not what is measured. */
  private static final AtomicLong NEXT_PERSON = new AtomicLong(573_000_000_000L);

  private final String tag = "b" + NEXT.incrementAndGet();
  private final long firstPerson;
  private final List<BenchAccount> accounts;
  private final long[] producedAt;
  private final AtomicIntegerArray finals;
  private final AtomicInteger withFinal = new AtomicInteger();
  private final AtomicInteger notSent = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile long lastFinalNanos;

  public Batch(List<BenchAccount> accounts, int size) {
    this.accounts = accounts;
    this.firstPerson = NEXT_PERSON.getAndAdd(size);
    this.producedAt = new long[size];
    this.finals = new AtomicIntegerArray(size);
  }

  public int size() {
    return producedAt.length;
  }

  public BenchAccount account(int index) {
    return accounts.get(index % accounts.size());
  }

  public String commandId(int index) {
    return tag + "-" + index;
  }

  /** What the sender's queue calls the commands. */
  public List<String> queueKeys() {
    return IntStream.range(0, size())
        .mapToObj(i -> account(i).lane() + ":" + commandId(i))
        .toList();
  }

  /** Which command of this batch it is; below 0 if it is of another. */
  public int index(String commandId) {
    return commandId.startsWith(tag + "-")
        ? Integer.parseInt(commandId, tag.length() + 1, commandId.length(), 10)
        : -1;
  }

  public SendCommand command(int index) {
    return SendCommand.newBuilder()
        .setCommandId(commandId(index))
        .setAccountId(account(index).id())
        .setTo(Long.toString(firstPerson + index))
        .setText(TextContent.newBuilder().setBody(TEXT).build())
        .build();
  }

  void produced(int index) {
    producedAt[index] = Micros.now();
  }

  /** When a command was handed to the producer, microseconds since 1970. */
  public long producedAt(int index) {
    return producedAt[index];
  }

  void take(CommandResult result) {
    int index = index(result.getCommandId());
    if (index < 0) {
      return;
    }
    if (!result.getIsFinal()) {
      accepted.incrementAndGet();
      return;
    }
    if (result.getStatus() != CommandStatus.SENT) {
      notSent.incrementAndGet();
    }
    if (finals.getAndIncrement(index) == 0) {
      lastFinalNanos = System.nanoTime();
      withFinal.incrementAndGet();
    }
  }

  /** How many have a final result. */
  public int withFinal() {
    return withFinal.get();
  }

  /** How many results said that a command waits. */
  public int waited() {
    return accepted.get();
  }

  /** Waits until every command has its final result; returns when the last came, in nanoseconds. */
  public long awaitFinals(Duration within) {
    Waiting.until("final results", within, () -> withFinal() == size());
    return lastFinalNanos;
  }

  /** How many have a final result that is not SENT, as when a call's time was over. */
  public int notSent() {
    return notSent.get();
  }

  /** How many do not have exactly one final result. */
  public long notOneFinal() {
    return IntStream.range(0, size()).filter(i -> finals.get(i) != 1).count();
  }
}
