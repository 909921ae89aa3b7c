package dev.chasqui.messaging;

import org.apache.avro.Schema;

/**
 * A schema as a registry has it.
 *
 * @param subject where it was looked up
 * @param id the id that goes into records, unique in the registry
 * @param version its number within the subject, from 1
 */
public record RegisteredSchema(String subject, int id, int version, Schema schema) {}
