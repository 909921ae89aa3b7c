package dev.chasqui.inbound.history;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CommandStatus;
import java.util.Arrays;
import java.util.Locale;

/** How far a message that was sent has come; later ones are further. */
public enum Standing {
  /** It waits, or nothing is known. */
  QUEUED(1),
  /** It is not known whether WhatsApp took it. */
  UNKNOWN(2),
  /** WhatsApp has it. */
  SENT(3),
  /** It was not sent, or not delivered. */
  FAILED(4),
  /** A device of the recipient has it, whatever became of others. */
  DELIVERED(5),
  READ(6),
  /** A voice message was played. */
  PLAYED(7);

  /** As in the database. */
  final int rank;

  Standing(int rank) {
    this.rank = rank;
  }

  /** The one with this rank in the database. */
  public static Standing ofRank(int rank) {
    return Arrays.stream(values()).filter(it -> it.rank == rank).findFirst().orElseThrow();
  }

  /** As callers see it. */
  public String shown() {
    return (this == PLAYED ? READ : this).name().toLowerCase(Locale.ROOT);
  }

  static Standing of(Ack ack) {
    return switch (ack) {
      case UNRECOGNIZED, PENDING -> QUEUED;
      case ERROR -> FAILED;
      case SERVER -> SENT;
      case DEVICE -> DELIVERED;
      case READ -> READ;
      case PLAYED -> PLAYED;
    };
  }

  static Standing of(CommandStatus status) {
    return switch (status) {
      case UNRECOGNIZED, ACCEPTED, HELD -> QUEUED;
      case UNKNOWN -> UNKNOWN;
      case SENT -> SENT;
      case REJECTED, EXPIRED, CANCELLED -> FAILED;
    };
  }

  Standing further(Standing other) {
    return rank >= other.rank ? this : other;
  }
}
