package dev.chasqui.simulator.chat;

import dev.chasqui.simulator.faults.StatusFaults;
import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.numbers.StatusPlan;
import dev.chasqui.simulator.time.Delays;
import dev.chasqui.simulator.webhooks.Webhooks;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Sends the statuses of an accepted message, one after another. Thread-safe. */
final class Statuses {
  /** A webhook to be sent so long after the one before. */
  private record Step(Duration after, String status, boolean priced) {}

  private final Webhooks webhooks;
  private final Delays delays;
  private final Clock clock;

  Statuses(Webhooks webhooks, Delays delays, Clock clock) {
    this.webhooks = webhooks;
    this.delays = delays;
    this.clock = clock;
  }

  /** Starts the message's statuses; {@code then} runs after the last, unless the message failed. */
  void follow(SentMessage message, StatusFaults faults, Runnable then) {
    var failure = failure(message, faults);
    if (failure != null) {
      delays.after(
          message.number().statuses().sentAfter(),
          () -> send(message, Values.failed(message, failure, clock.instant())));
      return;
    }
    next(message, steps(message, faults), 0, then);
  }

  private static @Nullable GraphError failure(SentMessage message, StatusFaults faults) {
    if (faults.failure() != null) {
      return faults.failure();
    }
    if (message.failure() != null) {
      return message.failure();
    }
    var person = message.recipient().person();
    var reachable =
        message.recipient().groupId() != null || (person != null && person.onWhatsApp());
    return reachable ? null : GraphError.of(131026, "Message Undeliverable.");
  }

  private static List<Step> steps(SentMessage message, StatusFaults faults) {
    var plan = message.number().statuses();
    var last = message.type().equals("reaction") ? StatusPlan.Last.SENT : plan.last();
    var steps = new ArrayList<Step>();
    if (last.compareTo(StatusPlan.Last.SENT) >= 0) {
      steps.add(new Step(plan.sentAfter(), Values.SENT, true));
    }
    if (last.compareTo(StatusPlan.Last.DELIVERED) >= 0 && !faults.skipDelivered()) {
      steps.add(new Step(plan.deliveredAfter(), Values.DELIVERED, true));
    }
    if (last == StatusPlan.Last.READ) {
      steps.add(new Step(plan.readAfter(), Values.READ, faults.skipDelivered()));
    }
    if (faults.reversed()) {
      Collections.reverse(steps);
    }
    return faults.duplicated() ? doubled(steps) : steps;
  }

  private static List<Step> doubled(List<Step> steps) {
    return steps.stream()
        .<Step>mapMulti(
            (step, all) -> {
              all.accept(step);
              all.accept(new Step(Duration.ZERO, step.status(), step.priced()));
            })
        .toList();
  }

  private void next(SentMessage message, List<Step> steps, int index, Runnable then) {
    if (index == steps.size()) {
      then.run();
      return;
    }
    var step = steps.get(index);
    delays.after(
        step.after(),
        () -> {
          send(message, Values.status(message, step.status(), step.priced(), clock.instant()));
          next(message, steps, index + 1, then);
        });
  }

  private void send(SentMessage message, ObjectNode value) {
    webhooks.send(message.number(), message.recipient().chat(), "messages", value);
  }
}
