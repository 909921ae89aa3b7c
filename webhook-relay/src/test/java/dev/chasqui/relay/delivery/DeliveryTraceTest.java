package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.tracing.Traceparent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An event that came without a trace has one all the same, whoever delivers it, and when. */
class DeliveryTraceTest {

  private static final String OF_AN_EARLIER_VERSION =
      """
      {"eventId":"evt_1","eventType":"message","accountId":1,"subscriptionId":"wh_1","body":"{}"}""";

  private static String traceId(String traceparent) {
    assertThat(Traceparent.usable(traceparent)).isNotNull();
    return String.valueOf(Traceparent.traceId(traceparent));
  }

  @Test
  void anEventsDeliveriesAreInOneTraceAndAnothersInAnother() {
    String trace = traceId(DeliveryTrace.ofEvent("evt_1"));

    assertThat(traceId(DeliveryTrace.ofEvent("evt_1"))).isEqualTo(trace);
    assertThat(traceId(DeliveryTrace.ofEvent("evt_2"))).isNotEqualTo(trace);
  }

  @Test
  void soIsWhatWasStoredWithoutATrace() {
    byte[] stored = OF_AN_EARLIER_VERSION.getBytes(StandardCharsets.UTF_8);

    Delivery delivery = Delivery.fromBytes(stored);

    String trace = traceId(DeliveryTrace.ofEvent("evt_1"));
    assertThat(traceId(delivery.trace())).isEqualTo(trace);
    assertThat(traceId(DeliveryTrace.anyIn(delivery))).isEqualTo(trace);
  }

  @Test
  void eachAttemptIsASpanOfItsOwn() {
    Delivery delivery = SomeDelivery.of("evt_1", UUID.randomUUID(), Instant.EPOCH).delivery();

    assertThat(DeliveryTrace.anyIn(delivery)).isNotEqualTo(DeliveryTrace.anyIn(delivery));
  }
}
