/**
 * Avro in Confluent's wire format, dead letters, Kafka conventions. Knows no business type, and of
 * the other modules only {@code tracing}.
 */
@NullMarked
package dev.chasqui.messaging;

import org.jspecify.annotations.NullMarked;
