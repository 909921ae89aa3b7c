/**
 * What Prometheus sees of the relay: listeners around the core, which knows nothing of them. Listed
 * in {@code docs/metrics.md}.
 */
@NullMarked
package dev.chasqui.relay.metrics;

import org.jspecify.annotations.NullMarked;
