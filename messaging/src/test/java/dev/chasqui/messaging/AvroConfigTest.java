package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class AvroConfigTest {

  @Test
  void defaultsAreConfluents() {
    AvroConfig config = AvroConfig.defaults();

    assertThat(config.is("auto.register.schemas")).isTrue();
    assertThat(config.is("use.latest.version")).isFalse();
    assertThat(config.is("latest.compatibility.strict")).isTrue();
    assertThat(config.is("specific.avro.reader")).isFalse();
    assertThat(config.string("basic.auth.credentials.source")).isEqualTo("URL");
  }

  @Test
  void aMissingUrlIsNamed() {
    assertThatThrownBy(() -> configure(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void aMalformedUrlIsNamedButNotShown() {
    assertThatThrownBy(() -> RegistryConfig.of("http://user:s3cret@ho st:80"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url")
        .message()
        .doesNotContain("s3cret");
    assertThatThrownBy(() -> RegistryConfig.of("mock://user:s3cret@host"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void aWrongFlagIsNamed() {
    assertThatThrownBy(
            () -> configure(Map.of("schema.registry.url", "http://h", "use.latest.version", "si")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("use.latest.version");
  }

  @Test
  void anUnknownSourceOfCredentialsIsNamed() {
    assertThatThrownBy(
            () ->
                RegistryConfig.from(
                    Map.of(
                        "schema.registry.url",
                        "http://h",
                        "basic.auth.credentials.source",
                        "SASL_INHERIT")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("basic.auth.credentials.source");
  }

  @Test
  void userInfoMustBeThereWhereItIsAskedFor() {
    assertThatThrownBy(
            () ->
                RegistryConfig.from(
                    Map.of(
                        "schema.registry.url",
                        "http://h",
                        "basic.auth.credentials.source",
                        "USER_INFO")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("basic.auth.user.info");
  }

  @Test
  void anUnknownSubjectNameStrategyIsNamed() {
    assertThatThrownBy(
            () ->
                configure(
                    Map.of(
                        "schema.registry.url",
                        "http://h",
                        "value.subject.name.strategy",
                        "org.example.Mine")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("value.subject.name.strategy");
  }

  @Test
  void aPasswordDoesNotPrint() {
    RegistryConfig config =
        RegistryConfig.from(
            Map.of(
                "schema.registry.url",
                "http://a:s3cret@one:80/path/, https://two",
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                "b:s3cret"));

    assertThat(config).hasToString("RegistryConfig[http://one:80/path, https://two]");
    assertThat(config.endpoints().getFirst().urlCredentials()).hasToString("[hidden]");
    assertThat(new KafkaSettings("h:1", Map.of("sasl.jaas.config", "s3cret")).toString())
        .doesNotContain("s3cret");
  }

  private static void configure(Map<String, String> configs) {
    try (AvroSerializer<GenericRecord> serializer = new AvroSerializer<>()) {
      serializer.configure(configs, false);
    }
  }
}
