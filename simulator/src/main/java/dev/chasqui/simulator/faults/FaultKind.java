package dev.chasqui.simulator.faults;

/** What goes wrong. */
public enum FaultKind {
  /** The send answers with a Graph error; nothing is accepted. */
  ERROR,
  /** The send answers with a bare HTTP status and an HTML page; nothing is accepted. */
  HTTP,
  /** The connection is reset; nothing is accepted. */
  RESET_BEFORE,
  /** The message is accepted, then the connection is reset without an answer. */
  RESET_AFTER,
  /** The message is accepted, then no answer comes for a while and the connection is reset. */
  HANG_AFTER,
  /** The answer comes late; other faults apply beside it. */
  LATENCY,
  /** The message is accepted; instead of its statuses comes a "failed" one. */
  FAIL,
  /** Each status comes twice. */
  DUPLICATE_STATUSES,
  /** The statuses come in the wrong order: read, delivered, sent. */
  REVERSE_STATUSES,
  /** "read" comes without "delivered". */
  SKIP_DELIVERED,
  /** The automatic reply comes from a linked-device id ("…@lid") instead of the phone number. */
  LID_SENDER;

  boolean isOfRequest() {
    return compareTo(LATENCY) <= 0;
  }
}
