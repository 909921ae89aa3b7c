package dev.chasqui.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where traces go, {@code chasqui.traces.*}: nowhere, unless an endpoint is set. */
@Configuration(proxyBeanMethods = false)
public class TracesConfiguration {

  private static final Duration EXPORT_EVERY = Duration.ofSeconds(2);

  /**
   * @param endpoint where OTLP over HTTP is taken, such as {@code http://localhost:4318/v1/traces};
   *     empty for nowhere
   * @param sampling the share of traces that is sent, 0 to 1, of those that begin here; others go
   *     as who began them says
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  @Bean
  TracerProvider tracerProvider(
      @Value("${chasqui.traces.endpoint:}") String endpoint,
      @Value("${chasqui.traces.sampling:1}") double sampling,
      @Value("${spring.application.name:chasqui}") String service) {
    if (endpoint.isBlank()) {
      return TracerProvider.noop();
    }
    if (!(sampling >= 0 && sampling <= 1)) {
      throw new IllegalArgumentException(
          "chasqui.traces.sampling (CHASQUI_TRACES_SAMPLING) is %s; it is 0 to 1"
              .formatted(sampling));
    }
    return SdkTracerProvider.builder()
        .setResource(
            Resource.getDefault()
                .merge(
                    Resource.create(
                        Attributes.of(AttributeKey.stringKey("service.name"), service))))
        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sampling)))
        .addSpanProcessor(
            BatchSpanProcessor.builder(exporter(endpoint)).setScheduleDelay(EXPORT_EVERY).build())
        .build();
  }

  private static SpanExporter exporter(String endpoint) {
    try {
      return OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "chasqui.traces.endpoint (CHASQUI_TRACES_ENDPOINT): " + e.getMessage(), e);
    }
  }

  @Bean
  Traces traces(TracerProvider tracerProvider) {
    return tracerProvider instanceof SdkTracerProvider ? Traces.of(tracerProvider) : Traces.off();
  }
}
