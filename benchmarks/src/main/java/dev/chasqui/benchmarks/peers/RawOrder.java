package dev.chasqui.benchmarks.peers;

import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.benchmarks.event.Routes;

/**
 * Post a batch with the HTTP client alone.
 *
 * @param concurrency threads
 */
public record RawOrder(EventBatch batch, Routes routes, int concurrency) {}
