/**
 * What Prometheus sees of the inbound service: listeners around the core, which knows nothing of
 * them. Listed in {@code docs/metrics.md}.
 */
@NullMarked
package dev.chasqui.inbound.metrics;

import org.jspecify.annotations.NullMarked;
