package dev.chasqui.sender.news;

import dev.chasqui.schemas.Ack;
import java.util.Arrays;
import java.util.Optional;

/**
 * The statuses of a message, from the least to the furthest; they come in any order, and only the
 * furthest counts. One that failed may have been called sent before; one that was called delivered,
 * too, has reached somebody.
 */
enum Progress {
  SENT(1),
  FAILED(2),
  DELIVERED(3),
  READ(4),
  PLAYED(5);

  /** As it is stored. */
  final int rank;

  Progress(int rank) {
    this.rank = rank;
  }

  static Progress ofRank(int rank) {
    return Arrays.stream(values()).filter(it -> it.rank == rank).findFirst().orElseThrow();
  }

  /** Empty if it says nothing of whether WhatsApp took the message. */
  static Optional<Progress> of(Ack ack) {
    return switch (ack) {
      case SERVER -> Optional.of(SENT);
      case ERROR -> Optional.of(FAILED);
      case DEVICE -> Optional.of(DELIVERED);
      case READ -> Optional.of(READ);
      case PLAYED -> Optional.of(PLAYED);
      case PENDING, UNRECOGNIZED -> Optional.empty();
    };
  }
}
