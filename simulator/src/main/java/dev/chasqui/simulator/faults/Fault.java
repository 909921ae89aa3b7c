package dev.chasqui.simulator.faults;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.Json;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A fault that is set, with how often it struck. Thread-safe. */
final class Fault {
  private final int id;
  private final FaultSpec spec;
  private final AtomicInteger left;
  private final LongAdder struck = new LongAdder();

  Fault(int id, FaultSpec spec) {
    this.id = id;
    this.spec = spec;
    this.left = new AtomicInteger(spec.times() == null ? Integer.MAX_VALUE : spec.times());
  }

  int id() {
    return id;
  }

  FaultSpec spec() {
    return spec;
  }

  /** Whether the fault strikes this time; if so it counts. */
  boolean strikes(String phoneNumberId, @Nullable String to) {
    var here = isSameOrAny(spec.phoneNumberId(), phoneNumberId) && isSameOrAny(spec.to(), to);
    if (!here || !isDrawn() || !take()) {
      return false;
    }
    struck.increment();
    return true;
  }

  private boolean isDrawn() {
    var probability = spec.probability();
    return probability == null || ThreadLocalRandom.current().nextDouble() < probability;
  }

  private boolean take() {
    return spec.times() == null || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  private static boolean isSameOrAny(@Nullable String wanted, @Nullable String actual) {
    return wanted == null || wanted.equals(actual);
  }

  GraphError error(int defaultCode) {
    int code = spec.code() == null ? defaultCode : spec.code();
    var error = code == 190 ? GraphError.badToken() : GraphError.of(code, spec.details());
    return spec.httpStatus() == null ? error : error.withHttpStatus(spec.httpStatus());
  }

  Duration duration(long defaultMillis) {
    return Duration.ofMillis(spec.millis() == null ? defaultMillis : spec.millis());
  }

  ObjectNode shown() {
    var node = Json.object().put("id", id).put("struck", struck.sum());
    if (spec.times() != null) {
      node.put("left", left.get());
    }
    node.putPOJO("spec", spec);
    return node;
  }
}
