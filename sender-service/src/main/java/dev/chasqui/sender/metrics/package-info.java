/**
 * What Prometheus sees of the sender: decorators and listeners around the core, which knows nothing
 * of them. Listed in {@code docs/metrics.md}.
 */
@NullMarked
package dev.chasqui.sender.metrics;

import org.jspecify.annotations.NullMarked;
