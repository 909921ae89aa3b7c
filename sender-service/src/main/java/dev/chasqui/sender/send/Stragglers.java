package dev.chasqui.sender.send;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Which of the messages that were held up may still go: one a second in each lane. The others are
 * paced anew, since what was held up together must not go out together. With none at all, a
 * database that is always slow would let nothing through, ever. Thread-safe.
 */
final class Stragglers {

  static final Duration APART = Duration.ofSeconds(1);

  private final Cache<String, Boolean> passed;

  Stragglers(Ticker ticker) {
    this.passed = Caffeine.newBuilder().expireAfterWrite(APART).ticker(ticker).build();
  }

  /** Asked for one that was held up, right before it would go. */
  boolean mayPass(String lane) {
    return passed.asMap().putIfAbsent(lane, true) == null;
  }
}
