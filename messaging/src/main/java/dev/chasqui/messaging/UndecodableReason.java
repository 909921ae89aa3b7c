package dev.chasqui.messaging;

/** Why bytes could not be read. The codes are part of the dead-letter contract and never change. */
public enum UndecodableReason {
  /** The record has no value at all (a tombstone). */
  NULL_VALUE("null-value"),
  /** Fewer bytes than the five of the header. */
  TOO_SHORT("too-short"),
  /** The first byte is not 0: not in Confluent's wire format. */
  WRONG_MAGIC_BYTE("wrong-magic-byte"),
  /** The registry knows no schema of that id. */
  UNKNOWN_SCHEMA_ID("unknown-schema-id"),
  /** The id names a schema that is not Avro, or not valid Avro. */
  SCHEMA_NOT_AVRO("schema-not-avro"),
  /** The writer's schema cannot be resolved to the reader's. */
  SCHEMA_MISMATCH("schema-mismatch"),
  /** The bytes are not what the writer's schema says. */
  CORRUPT_VALUE("corrupt-value"),
  /** A whole value, and then more bytes. */
  TRAILING_BYTES("trailing-bytes");

  private final String code;

  UndecodableReason(String code) {
    this.code = code;
  }

  /** The stable, machine-readable code: lower-case words joined by hyphens. */
  public String code() {
    return code;
  }
}
