package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Here "b" has a backlog, until the queue is said to be empty. */
class BacklogsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final List<Set<String>> questions = new ArrayList<>();
  private final Set<String> waiting = new HashSet<>(Set.of("b"));
  private final Backlogs backlogs = new Backlogs(this::answer, nanos::get);

  private Set<String> answer(Set<String> subscriptions) {
    questions.add(Set.copyOf(subscriptions));
    return subscriptions.stream().filter(waiting::contains).collect(Collectors.toSet());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void theQueueIsAskedOnceInAMoment() {
    assertThat(backlogs.of(Set.of("a", "b"))).containsExactly("b");
    waiting.clear();

    assertThat(backlogs.of(Set.of("b", "a"))).containsExactly("b");
    assertThat(backlogs.of(Set.of("a"))).isEmpty();

    assertThat(questions).hasSize(1);
    pass(Backlogs.FRESH_FOR);
    assertThat(backlogs.of(Set.of("b"))).isEmpty();
    assertThat(questions).hasSize(2);
  }

  @Test
  void whatIsAskedForOftenIsAskedForTogether() {
    backlogs.of(Set.of("a"));

    assertThat(backlogs.of(Set.of("b"))).containsExactly("b");
    assertThat(backlogs.of(Set.of("a"))).isEmpty();
    assertThat(backlogs.of(Set.of("b"))).containsExactly("b");

    assertThat(backlogs.of(Set.of("a", "c", "b"))).containsExactly("b");
    assertThat(questions).containsExactly(Set.of("a"), Set.of("a", "b"), Set.of("a", "b", "c"));
    pass(Duration.ofSeconds(1));
    backlogs.of(Set.of("d"));
    assertThat(questions).endsWith(Set.of("d"));
  }

  @Test
  void ofManyEachIsAskedForOnItsOwn() {
    Set<String> many =
        IntStream.range(0, Backlogs.MOST_TOGETHER + 1)
            .mapToObj(i -> "many" + i)
            .collect(Collectors.toSet());
    backlogs.of(many);

    assertThat(backlogs.of(Set.of("b"))).containsExactly("b");

    assertThat(questions).containsExactly(many, Set.of("b"));
  }

  @Test
  void whoHasToKnowIsToldHowItIsNow() {
    assertThat(backlogs.of(Set.of("a", "b"))).containsExactly("b");
    waiting.clear();

    assertThat(backlogs.now(Set.of("a", "b"))).isEmpty();
    assertThat(backlogs.of(Set.of("a", "b"))).isEmpty();
  }
}
