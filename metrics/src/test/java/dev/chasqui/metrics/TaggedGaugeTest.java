package dev.chasqui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaggedGaugeTest {

  private static final Tags A = Tags.of("account", "a");
  private static final Tags B = Tags.of("account", "b");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TaggedGauge gauge = new TaggedGauge(meters, "waiting", "What waits", null);

  @Test
  void showsWhatWasSeenAtTheLastLook() {
    gauge.show(Map.of(A, 1.0, B, 2.0));
    gauge.show(Map.of(A, 3.0));

    assertThat(meters.get("waiting").tags(A).gauge().value()).isEqualTo(3);
    assertThat(meters.find("waiting").tags(B).gauge()).isNull();
  }

  @Test
  void leavesASeriesInPlaceWhileItsValueChanges() {
    gauge.show(Map.of(A, 1.0));
    Meter before = meters.get("waiting").tags(A).gauge();

    gauge.show(Map.of(A, 2.0, B, 1.0));

    assertThat(meters.get("waiting").tags(A).gauge()).isSameAs(before);
  }
}
