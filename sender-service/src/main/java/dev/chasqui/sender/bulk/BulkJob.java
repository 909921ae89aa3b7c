package dev.chasqui.sender.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A message to many recipients. Immutable.
 *
 * @param id the job's id
 * @param accountId the account that sends
 * @param message the text
 * @param gap between two of its messages, at least
 * @param state how far it has come
 * @param cancelled whether it was cancelled
 * @param fed recipients up to this one are commands, counted from 1
 * @param begun whether the last of them is known to have been tried
 * @param createdAt when it was taken
 */
public record BulkJob(
    UUID id,
    long accountId,
    String message,
    Duration gap,
    State state,
    boolean cancelled,
    int fed,
    boolean begun,
    Instant createdAt) {

  /** How far a job has come. */
  public enum State {
    /** Some recipients are not commands yet. */
    FEEDING,
    /** All are; some commands have not ended. */
    FED,
    /** All have ended. */
    DONE
  }

  /** The id of a recipient's command. */
  public String commandId(int n) {
    return new BulkCommandId(id, n).text();
  }

  /** Leaves out the text, which is private. */
  @Override
  public String toString() {
    return "BulkJob[id=%s, accountId=%d, state=%s, fed=%d]".formatted(id, accountId, state, fed);
  }
}
