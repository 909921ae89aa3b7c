package dev.chasqui.sender.result;

import dev.chasqui.schemas.CommandResult;

/**
 * A result and how it is written on the topic. Immutable.
 *
 * @param value in the wire format; not a copy
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record EncodedResult(CommandResult result, byte[] value) {

  /** The record's key on the topic. */
  String key() {
    return Long.toString(result.getAccountId());
  }

  /** Leaves out the bytes. */
  @Override
  public String toString() {
    return "EncodedResult[" + result.getResultId() + "]";
  }
}
