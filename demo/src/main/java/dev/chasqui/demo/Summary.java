package dev.chasqui.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the demo ends with. */
final class Summary {

  private static final int MOST_EXAMPLES = 5;

  private final List<Message> messages;
  private final int webhooks;
  private final int forged;

  Summary(List<Message> messages, int webhooks, int forged) {
    this.messages = messages;
    this.webhooks = webhooks;
    this.forged = forged;
  }

  /** Whether every message took every step and every signature was right. */
  boolean isComplete() {
    return forged == 0 && messages.stream().allMatch(Message::isComplete);
  }

  List<String> lines(Duration took) {
    List<String> lines = new ArrayList<>();
    lines.add("  %-42s %9s %9s %16s".formatted("hop", "p50", "p95", "in all, p95"));
    for (Step step : Step.values()) {
      lines.add(
          "  %-42s %9s %9s %16s"
              .formatted(
                  step.hop(),
                  percentile(50, message -> message.hop(step)),
                  percentile(95, message -> message.hop(step)),
                  percentile(95, message -> message.since(step))));
    }
    lines.add("");
    lines.addAll(failures());
    lines.add(closing(took));
    return lines;
  }

  private String closing(Duration took) {
    long complete = messages.stream().filter(Message::isComplete).count();
    return "%s: %d of %d messages went the whole way in %s; %d webhooks received, %d with a wrong signature"
        .formatted(
            isComplete() ? "Complete" : "NOT complete",
            complete,
            messages.size(),
            String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0),
            webhooks,
            forged);
  }

  private List<String> failures() {
    Map<String, List<Message>> incomplete =
        messages.stream()
            .filter(message -> !message.isComplete())
            .collect(groupingBy(Summary::reason, LinkedHashMap::new, toList()));
    List<String> lines = new ArrayList<>();
    incomplete.forEach(
        (reason, all) -> {
          lines.add("  %d x %s".formatted(all.size(), reason));
          all.stream()
              .limit(MOST_EXAMPLES)
              .map(it -> "      message %d, command %s".formatted(it.number(), it.commandId()))
              .forEach(lines::add);
          if (all.size() > MOST_EXAMPLES) {
            lines.add("      and %d more".formatted(all.size() - MOST_EXAMPLES));
          }
        });
    return lines;
  }

  private static String reason(Message message) {
    return message.failure().orElseGet(() -> "no %s in time".formatted(missing(message)));
  }

  private static String missing(Message message) {
    for (Step step : Step.values()) {
      if (message.since(step).isEmpty()) {
        return step == Step.WEBHOOKS
            ? "webhook for %d of its %d events"
                .formatted(Message.EVENTS - message.webhooks(), Message.EVENTS)
            : '"' + step.label() + '"';
      }
    }
    return "end";
  }

  private String percentile(int percent, Function<Message, Optional<Duration>> of) {
    List<Duration> sorted = messages.stream().map(of).flatMap(Optional::stream).sorted().toList();
    if (sorted.isEmpty()) {
      return "-";
    }
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
    return sorted.get(Math.max(rank, 1) - 1).toMillis() + " ms";
  }
}
