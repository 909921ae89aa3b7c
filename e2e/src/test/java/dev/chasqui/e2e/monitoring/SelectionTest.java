package dev.chasqui.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {

  @Test
  void metricsAreFoundWithTheLabelsTheyAreSelectedBy() {
    String expression =
        """
        sum by (job, uri) (increase(requests_total{status="503",uri=~"/a/{b}"}[5m])) > 0.5
        unless on (uri) max(seen{topic=~"a.+"} offset 1h) / 60""";

    assertThat(Selection.of(expression))
        .containsExactly(
            new Selection("requests_total", Set.of("status", "uri")),
            new Selection("seen", Set.of("topic")));
    assertThat(Selection.groupings(expression)).containsExactly("job", "uri");
  }

  @Test
  void soAreBareOnes() {
    assertThat(Selection.of("1 - free / on (instance) total and deriv(sum(lag)[10m:1m]) > 0"))
        .extracting(Selection::metric)
        .containsExactly("free", "total", "lag");
  }
}
