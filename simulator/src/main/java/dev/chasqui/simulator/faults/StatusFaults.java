package dev.chasqui.simulator.faults;

import dev.chasqui.simulator.graph.GraphError;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with the statuses and the reply of one message.
 *
 * @param failure the error of a "failed" status that comes instead of all others; null: none
 */
public record StatusFaults(
    @Nullable GraphError failure,
    boolean duplicated,
    boolean reversed,
    boolean skipDelivered,
    boolean asLid) {
  static final StatusFaults NONE = new StatusFaults(null, false, false, false, false);
}
