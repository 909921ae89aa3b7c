package dev.chasqui.simulator.faults;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.time.Pauses;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The faults that are set. Costs next to nothing while there are none. Thread-safe. */
public final class Faults {
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final Pauses pauses;

  Faults(Pauses pauses) {
    this.pauses = pauses;
  }

  /** The faults of a send to this recipient; {@code to} is null when the request names none. */
  public RequestFaults onSend(String phoneNumberId, @Nullable String to) {
    var latency = Duration.ZERO;
    for (var fault : faults) {
      var kind = fault.spec().kind();
      if (kind.isOfRequest() && fault.strikes(phoneNumberId, to)) {
        if (kind != FaultKind.LATENCY) {
          return new RequestFaults(latency, fault, pauses);
        }
        latency = latency.plus(fault.duration(1000));
      }
    }
    return new RequestFaults(latency, null, pauses);
  }

  /** The faults of an accepted message's statuses and reply. */
  public StatusFaults onStatuses(String phoneNumberId, String to) {
    if (faults.isEmpty()) {
      return StatusFaults.NONE;
    }
    var kinds = EnumSet.noneOf(FaultKind.class);
    GraphError failure = null;
    for (var fault : faults) {
      var kind = fault.spec().kind();
      if (!kind.isOfRequest() && !kinds.contains(kind) && fault.strikes(phoneNumberId, to)) {
        kinds.add(kind);
        failure = kind == FaultKind.FAIL ? fault.error(131026) : failure;
      }
    }
    return new StatusFaults(
        failure,
        kinds.contains(FaultKind.DUPLICATE_STATUSES),
        kinds.contains(FaultKind.REVERSE_STATUSES),
        kinds.contains(FaultKind.SKIP_DELIVERED),
        kinds.contains(FaultKind.LID_SENDER));
  }

  Fault add(FaultSpec spec) {
    var fault = new Fault(ids.incrementAndGet(), spec);
    faults.add(fault);
    return fault;
  }

  List<Fault> all() {
    return List.copyOf(faults);
  }

  boolean remove(int id) {
    return faults.removeIf(f -> f.id() == id);
  }

  void clear() {
    faults.clear();
  }
}
