package dev.chasqui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopListTest {

  private final List<String> dropped = new ArrayList<>();
  private final TopList list = new TopList(2, dropped::add);

  @Test
  void theFirstHaveLabelsOfTheirOwnAndTheRestShareOne() {
    assertThat(labels("a", "b", "c", "a", "d")).containsExactly("a", "b", "other", "a", "other");
  }

  @Test
  void whoDoesMoreTakesThePlaceOfWhoDoesLess() {
    labels("a", "b", "b", "c", "c", "c");

    list.reconsider();

    assertThat(labels("a", "b", "c")).containsExactly("other", "b", "c");
    assertThat(dropped).containsExactly("a");
  }

  @Test
  void whatWasLongAgoCountsLessAndLess() {
    labels("a", "a", "a", "a", "a", "a", "a", "a", "b");
    list.reconsider();
    list.reconsider();
    list.reconsider();

    labels("c", "c", "d", "d");
    list.reconsider();

    assertThat(list.names()).containsExactlyInAnyOrder("c", "d");
    assertThat(dropped).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void withoutPlacesAllAreOthers() {
    assertThat(new TopList(0, dropped::add).label("a")).isEqualTo("other");
  }

  private List<String> labels(String... names) {
    return List.of(names).stream().map(list::label).toList();
  }
}
