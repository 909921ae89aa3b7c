package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.http.circuit.CircuitSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;

/** What holds if nothing is configured, and what cannot be. */
class RelayPropertiesTest {

  @Test
  void theDefaultsAreThoseOfTheDocumentation() throws IOException {
    RelayProperties defaults = bound(Map.of());

    assertThat(defaults.attemptTimeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(defaults.leaseMargin()).isEqualTo(Duration.ofMinutes(2));
    assertThat(defaults.maxInFlight()).isEqualTo(64);
    assertThat(defaults.disableAfter()).isEqualTo(Duration.ofDays(5));
    assertThat(defaults.keepFinished()).isEqualTo(Duration.ofDays(7));
    assertThat(defaults.keepDeliveries()).isEqualTo(Duration.ofDays(7));
    assertThat(defaults.circuit())
        .isEqualTo(new CircuitSettings(50, 20, Duration.ofMinutes(1), Duration.ofSeconds(30), 5));
  }

  @Test
  void retriesGoOnForThreeDays() throws IOException {
    List<Duration> retries = bound(Map.of()).retries();

    assertThat(retries.subList(0, 10))
        .containsExactly(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofHours(12));
    assertThat(retries.subList(9, retries.size())).containsOnly(Duration.ofHours(12));
    Duration all = retries.stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(all).isLessThanOrEqualTo(Duration.ofDays(3));
    assertThat(all.plusHours(12)).isGreaterThan(Duration.ofDays(3));
  }

  @Test
  void aLogThatIsTooShortToDecideByIsRefusedByName() {
    assertThatThrownBy(() -> bound(Map.of("chasqui.relay.keep-deliveries", "4d")))
        .rootCause()
        .hasMessageContaining("chasqui.relay.keep-deliveries");
  }

  private static RelayProperties bound(Map<String, String> settings) throws IOException {
    MutablePropertySources sources = new MutablePropertySources();
    new YamlPropertySourceLoader()
        .load("relay", new ClassPathResource("relay.yml"))
        .forEach(sources::addLast);
    var given = new MapConfigurationPropertySource(settings);
    var all =
        Stream.concat(
                Stream.of(given),
                StreamSupport.stream(
                    ConfigurationPropertySources.from(sources).spliterator(), false))
            .toList();
    return new Binder(all, new PropertySourcesPlaceholdersResolver(sources))
        .bind("chasqui.relay", RelayProperties.class)
        .get();
  }
}
