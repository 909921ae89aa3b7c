/**
 * Avro in Confluent's wire format, dead letters, Kafka conventions. Knows no business type and no
 * other module.
 */
@NullMarked
package dev.chasqui.messaging;

import org.jspecify.annotations.NullMarked;
