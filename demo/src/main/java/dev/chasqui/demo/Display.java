package dev.chasqui.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The messages as they move: on a terminal a table that changes in place; elsewhere, and for many
 * messages, a line for each of the first that end and then the counts.
 */
final class Display {

  private static final int MOST_LINES = 20;
  private static final long COUNTS_EVERY = Duration.ofSeconds(2).toNanos();
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final Set<Message> shown = new HashSet<>();
  private int drawn;
  private long counted;

  Display(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.counted = System.nanoTime();
  }

  void update(List<Message> messages) {
    if (messages.size() <= MOST_LINES && terminal) {
      redraw(messages);
    } else {
      endedOnes(messages);
      counts(messages);
    }
    out.flush();
  }

  private void redraw(List<Message> messages) {
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A");
    }
    for (Message message : messages) {
      out.println(CLEAR + row(message));
    }
    drawn = messages.size();
  }

  private void endedOnes(List<Message> messages) {
    for (Message message : messages) {
      if (shown.size() < MOST_LINES && message.isOver() && shown.add(message)) {
        out.println((terminal ? CLEAR : "") + row(message));
      }
    }
  }

  private void counts(List<Message> messages) {
    boolean due = System.nanoTime() - counted >= COUNTS_EVERY;
    if (messages.size() <= MOST_LINES || !(terminal || due)) {
      return;
    }
    counted = System.nanoTime();
    out.print((terminal ? CLEAR : "") + counted(messages) + (terminal ? "" : "\n"));
  }

  /** Ends the live line, if there is one. */
  void end(List<Message> messages) {
    if (messages.size() > MOST_LINES) {
      out.println((terminal ? CLEAR : "") + counted(messages));
    }
  }

  private static String counted(List<Message> messages) {
    List<String> counts = new ArrayList<>();
    for (Step step : Step.values()) {
      long reached = messages.stream().filter(m -> m.since(step).isPresent()).count();
      counts.add(step.label() + " " + reached);
    }
    return "  of %d: %s".formatted(messages.size(), String.join(", ", counts));
  }

  static String row(Message message) {
    StringBuilder row = new StringBuilder();
    row.append("  %3d  %s ".formatted(message.number(), message.maskedRecipient()));
    for (Step step : Step.values()) {
      String at = message.since(step).map(Duration::toMillis).map(String::valueOf).orElse("...");
      row.append(" %s %4s".formatted(name(step, message), at));
    }
    return row + message.failure().map(reason -> "  " + reason).orElse(" ms");
  }

  private static String name(Step step, Message message) {
    return step == Step.WEBHOOKS
        ? "webhooks verified %d/%d".formatted(message.webhooks(), Message.EVENTS)
        : step.label();
  }
}
