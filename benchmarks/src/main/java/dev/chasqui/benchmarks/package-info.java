/**
 * What the services do on this machine, measured on real Kafka, PostgreSQL, and a simulator or
 * receivers, each in a process of its own. Not part of a build; {@code ./chasqui bench} runs it.
 * May use every module.
 */
@NullMarked
package dev.chasqui.benchmarks;

import org.jspecify.annotations.NullMarked;
