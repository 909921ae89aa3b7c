package dev.chasqui.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String GIVEN = "00-" + TRACE + "-b7ad6b7169203331-01";

  @AutoClose private final SdkTracerProvider provider = SdkTracerProvider.builder().build();

  @Test
  void aSpanGoesOnInTheTraceOfItsParentUnderAnIdOfItsOwn() {
    String traceparent = Traceparent.of(span(Traces.of(provider), GIVEN));

    assertThat(traceparent).matches("00-" + TRACE + "-[0-9a-f]{16}-01").isNotEqualTo(GIVEN);
    assertThat(Traceparent.traceId(traceparent)).isEqualTo(TRACE);
    assertThat(Traceparent.isSampled(traceparent)).isTrue();
  }

  @Test
  void aTraceThatNobodyLooksAtStaysSo() {
    String traceparent = Traceparent.of(span(Traces.of(provider), GIVEN.replaceAll("01$", "00")));

    assertThat(Traceparent.traceId(traceparent)).isEqualTo(TRACE);
    assertThat(Traceparent.isSampled(traceparent)).isFalse();
  }

  @Test
  void whatIsOffHandsOnWhatItGotAndBeginsNothing() {
    assertThat(Traceparent.of(span(Traces.off(), GIVEN))).isEqualTo(GIVEN);
    assertThat(Traceparent.of(span(Traces.off(), null))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-zz",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nX: y"
      })
  void whatIsNoTraceparentIsNone(String given) {
    assertThat(Traceparent.usable(given)).isNull();
    assertThat(Traceparent.traceId(Traceparent.of(span(Traces.of(provider), given))))
        .isNotNull()
        .isNotEqualTo(TRACE);
  }

  private static Span span(Traces traces, @Nullable String parent) {
    Span span = traces.span("work", SpanKind.INTERNAL, parent).startSpan();
    span.end();
    return span;
  }
}
