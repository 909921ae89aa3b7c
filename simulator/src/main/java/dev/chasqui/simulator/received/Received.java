package dev.chasqui.simulator.received;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts what was accepted, so that a test can prove that nothing was sent twice. Counts by
 * callback data are exact and never forgotten; only the latest messages are kept whole.
 * Thread-safe.
 */
public final class Received {
  private static final int KEPT_MESSAGES = 1 << 10;
  private static final int KEPT_REPEATS = 10_000;

  private final KeyCounter accepted = new KeyCounter();
  private final KeyCounter refused = new KeyCounter();
  private final Map<String, Integer> repeated = new ConcurrentHashMap<>();
  private final Map<String, NumberTally> tallies = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable ReceivedMessage> latest =
      new AtomicReferenceArray<>(KEPT_MESSAGES);
  private final AtomicLong next = new AtomicLong();
  private final AtomicInteger maxPerKey = new AtomicInteger();
  private final Receipts receipts;

  Received(Receipts receipts) {
    this.receipts = receipts;
  }

  /** Notes an accepted message. */
  public void accepted(ReceivedMessage message) {
    var tally = tally(message.phoneNumberId());
    tally.accepted.increment();
    tally.window.add(System.nanoTime());
    latest.set((int) (next.getAndIncrement() & (KEPT_MESSAGES - 1)), message);
    receipts.add(message.at(), message.phoneNumberId(), message.callbackData());
    var key = message.callbackData();
    if (key != null) {
      count(key);
    }
  }

  /** Notes a send that was answered with an error. */
  public void refused(String phoneNumberId, @Nullable String callbackData) {
    tally(phoneNumberId).refused.increment();
    if (callbackData != null) {
      refused.increment(callbackData);
    }
  }

  /** Notes a message marked as read. */
  public void read(String phoneNumberId) {
    tally(phoneNumberId).reads.increment();
  }

  public void rateViolation(String phoneNumberId) {
    tally(phoneNumberId).rateViolations.increment();
  }

  public void pairViolation(String phoneNumberId) {
    tally(phoneNumberId).pairViolations.increment();
  }

  /** The accepted message, if it is among the latest. */
  public Optional<ReceivedMessage> find(String wamid) {
    return latest(null, KEPT_MESSAGES).stream().filter(m -> m.id().equals(wamid)).findFirst();
  }

  int acceptedCount(String callbackData) {
    return accepted.count(callbackData);
  }

  int refusedCount(String callbackData) {
    return refused.count(callbackData);
  }

  long distinct() {
    return accepted.distinct();
  }

  int maxPerKey() {
    return maxPerKey.get();
  }

  Map<String, Integer> repeated() {
    return repeated;
  }

  Map<String, NumberTally> tallies() {
    return tallies;
  }

  /** The latest messages, newest first. */
  List<ReceivedMessage> latest(@Nullable String phoneNumberId, int limit) {
    var found = new ArrayList<ReceivedMessage>();
    var end = next.get();
    for (var i = end - 1; i >= Math.max(0, end - KEPT_MESSAGES) && found.size() < limit; i--) {
      var message = latest.get((int) (i & (KEPT_MESSAGES - 1)));
      if (message != null
          && (phoneNumberId == null || message.phoneNumberId().equals(phoneNumberId))) {
        found.add(message);
      }
    }
    return found;
  }

  void reset() {
    accepted.clear();
    refused.clear();
    repeated.clear();
    tallies.clear();
    maxPerKey.set(0);
    next.set(0);
    for (var i = 0; i < KEPT_MESSAGES; i++) {
      latest.set(i, null);
    }
  }

  private void count(String key) {
    int count = accepted.increment(key);
    maxPerKey.accumulateAndGet(count, Math::max);
    if (count > 1 && (repeated.size() < KEPT_REPEATS || repeated.containsKey(key))) {
      repeated.merge(key, count, Math::max);
    }
  }

  private NumberTally tally(String phoneNumberId) {
    var tally = tallies.get(phoneNumberId);
    return tally != null ? tally : tallies.computeIfAbsent(phoneNumberId, id -> new NumberTally());
  }
}
