package dev.chasqui.sender.result;

import dev.chasqui.schemas.CommandResult;
import org.jspecify.annotations.Nullable;

/**
 * A result and how it is written on the topic. Immutable.
 *
 * @param value in the wire format; not a copy
 * @param trace the traceparent that it goes on under; null if it is in none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record EncodedResult(CommandResult result, byte[] value, @Nullable String trace) {

  /** The same in a trace. */
  public EncodedResult in(@Nullable String itsTrace) {
    return new EncodedResult(result, value, itsTrace);
  }

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
