package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.tracing.Traces;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

/** Of the traces that begin here none is sent. */
class CallFilterTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final List<String> sent = new ArrayList<>();

  @AutoClose
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder()
          .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
          .addSpanProcessor(new Ended())
          .build();

  private final CallFilter filter = new CallFilter(Traces.of(provider));

  @Test
  void aClientsTraceGoesOn() throws Exception {
    call("/api/messages/send", 200);
    call("/api/messages/send", 400);

    assertThat(sent).containsExactly(TRACE, TRACE);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429})
  void whoIsNotKnownOrCallsTooOftenHasNoneSent(int status) throws Exception {
    call("/api/messages/send", status);

    assertThat(sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 404, 413})
  void whoCallsWhatsAppsAddressDoesNotSayWhichAreSent(int status) throws Exception {
    call("/webhooks/whatsapp/1", status);

    assertThat(sent).isEmpty();
  }

  private void call(String path, int status) throws ServletException, IOException {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
    request.addHeader("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
    request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, path);
    filter.doFilter(
        request,
        new MockHttpServletResponse(),
        (asked, answer) -> ((MockHttpServletResponse) answer).setStatus(status));
  }

  private final class Ended implements SpanProcessor {

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      sent.add(span.getSpanContext().getTraceId());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
