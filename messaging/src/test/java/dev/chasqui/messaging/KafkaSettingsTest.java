package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class KafkaSettingsTest {

  @TempDir Path directory;

  @Test
  void propertiesOfTheFileReachEveryClientUnlessOnesOfTheirOwnAreGiven() throws IOException {
    KafkaSettings settings =
        new KafkaSettings("broker:9093", Map.of("client.rack", "own"))
            .withFile(
                file(
                    """
                    security.protocol = SASL_SSL
                    client.rack=of the file
                    bootstrap.servers=elsewhere:9092
                    """));

    assertThat(KafkaClients.producerConfig(settings, "id"))
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("client.rack", "own")
        .containsEntry("bootstrap.servers", "broker:9093");
    assertThat(KafkaClients.consumerConfig(settings, "group"))
        .containsEntry("security.protocol", "SASL_SSL");
    assertThat(KafkaClients.readerConfig(settings)).containsEntry("security.protocol", "SASL_SSL");
  }

  @Test
  void aSinglePropertyMayBeAVariable() {
    StandardEnvironment environment = new StandardEnvironment();
    Map<String, Object> variables = Map.of("CHASQUI_KAFKA_PROPERTIES_CLIENT_RACK", "eu-1");
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));

    assertThat(
            new MessagingConfiguration().kafkaSettings("broker:9093", "", environment).properties())
        .containsExactlyEntriesOf(Map.of("client.rack", "eu-1"));
  }

  @Test
  void secretsAreNotShown() throws IOException {
    KafkaSettings settings =
        new KafkaSettings("broker:9093").withFile(file("sasl.jaas.config=hunter2"));

    assertThat(settings.toString()).doesNotContain("hunter2");
    Path malformed = file("sasl.jaas.config=hunter2 \\uXYZ");
    assertThatThrownBy(() -> new KafkaSettings("broker:9093").withFile(malformed))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new KafkaSettings("broker:9093").withFile(Path.of("/nowhere")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("/nowhere");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("kafka.properties"), content);
  }
}
