/**
 * Other ways to post webhooks, in a process of their own: the relay's HTTP client alone, a plain
 * Kafka listener, Confluent's Parallel Consumer. All make the same requests as the relay.
 */
@NullMarked
package dev.chasqui.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
