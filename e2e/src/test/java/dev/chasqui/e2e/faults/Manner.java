package dev.chasqui.e2e.faults;

import dev.chasqui.testing.Answer;
import dev.chasqui.testing.ReceivedRequest;
import java.time.Duration;

/** How a subscriber treats what it gets. */
enum Manner {
  PROMPT,
  /** Takes longer than a batch of events waits. */
  SLOW,
  /** Refuses one first attempt in ten, and no other: so nothing of it is given up. */
  MOODY,
  /** Is gone, after it was there when the webhook was registered. */
  DEAD;

  private static final Duration LONG = Duration.ofMillis(400);

  Answer.Reply answer(ReceivedRequest request) {
    return switch (this) {
      case PROMPT, DEAD -> Answer.status(200);
      case SLOW -> Answer.status(200).after(LONG);
      case MOODY -> Answer.status(isRefused(request) ? 500 : 200);
    };
  }

  private static boolean isRefused(ReceivedRequest request) {
    return request.number() % 10 == 0 && request.header("chasqui-attempt").orElse("").equals("1");
  }
}
