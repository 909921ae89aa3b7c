package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Here "b" has a backlog, and others where a test says so. */
class BacklogsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final List<Set<String>> questions = new ArrayList<>();
  private final Set<String> waiting = new HashSet<>(Set.of("b"));
  private Runnable answered = () -> {};
  private final Backlogs backlogs = new Backlogs(this::answer, nanos::get);

  private Set<String> answer(Set<String> subscriptions) {
    questions.add(Set.copyOf(subscriptions));
    Set<String> found =
        subscriptions.stream().filter(waiting::contains).collect(Collectors.toSet());
    answered.run();
    return found;
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

  private Set<String> afterCatchingUp(Set<String> subscriptions, Predicate<String> isWell) {
    try {
      return backlogs.afterCatchingUp(subscriptions, isWell);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStallOfMostIsWaitedFor() {
    waiting.addAll(Set.of("b", "c", "d"));
    answered = () -> waiting.remove(questions.size() == 1 ? "c" : "d");

    assertThat(afterCatchingUp(Set.of("a", "b", "c"), _ -> true)).containsExactly("b");

    assertThat(questions).as("until no more than one waits").hasSize(2);
  }

  @Test
  void butNotForLong() {
    waiting.addAll(Set.of("b", "c"));
    answered = () -> pass(Backlogs.CATCH_UP_WITHIN.dividedBy(2));

    assertThat(afterCatchingUp(Set.of("a", "b", "c"), _ -> true))
        .containsExactlyInAnyOrder("b", "c");

    assertThat(questions).hasSize(2);
  }

  @Test
  void fewOrOneOrThoseThatTakeNothingWellAreNotWaitedFor() {
    waiting.addAll(Set.of("b", "c"));

    assertThat(afterCatchingUp(Set.of("a", "b", "c", "d"), _ -> true)).as("half").hasSize(2);
    assertThat(afterCatchingUp(Set.of("b"), _ -> true)).as("the only one").hasSize(1);
    assertThat(afterCatchingUp(Set.of("b", "c"), it -> it.equals("b"))).as("unwell").hasSize(2);

    assertThat(questions).hasSize(1);
  }
}
