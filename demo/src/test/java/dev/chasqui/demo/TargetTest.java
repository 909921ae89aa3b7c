package dev.chasqui.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.messaging.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {

  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "CHASQUI_URL", "https://chasqui.example/",
          "CHASQUI_API_KEY", "the-key",
          "CHASQUI_ACCOUNT_ID", "7",
          "CHASQUI_RECEIVER_HOST", "host.docker.internal");

  @TempDir Path home;

  @Test
  void theSystemThatRunsIsFoundByItsFiles() throws IOException {
    Files.writeString(
        home.resolve("run"), "host=127.0.0.1\nport=3000\nkafka_port=9092\nregistry_port=8081\n");
    Files.writeString(home.resolve("credentials.json"), "{\"apiKey\":\"the-key\",\"accountId\":3}");

    Target target = Target.of(Map.of(), home);

    assertThat(target)
        .isEqualTo(
            new Target(
                "http://127.0.0.1:3000",
                new KafkaSettings("127.0.0.1:9092"),
                "http://127.0.0.1:8081/apis/ccompat/v7",
                "the-key",
                3,
                "127.0.0.1"));
    assertThat(target.isLocal()).isTrue();
    assertThat(target.toString()).doesNotContain("the-key");
  }

  @Test
  void anotherOneIsNamedByTheEnvironment() {
    Target target = Target.of(ELSEWHERE, home);

    assertThat(target.rest()).isEqualTo("https://chasqui.example");
    assertThat(target.kafka()).isEqualTo(new KafkaSettings("localhost:9092"));
    assertThat(target.accountId()).isEqualTo(7);
    assertThat(target.receiverHost()).isEqualTo("host.docker.internal");
    assertThat(target.isLocal()).isFalse();
  }

  @Test
  void whatItsKafkaWantsIsInAFile() throws IOException {
    Path file = Files.writeString(home.resolve("kafka.properties"), "security.protocol=SSL\n");
    Map<String, String> environment = new HashMap<>(ELSEWHERE);
    environment.put("CHASQUI_KAFKA_CONFIG", file.toString());

    assertThat(Target.of(environment, home).kafka().clientConfig())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("bootstrap.servers", "localhost:9092");
    environment.put("CHASQUI_KAFKA_CONFIG", "/nowhere");
    assertThatThrownBy(() -> Target.of(environment, home))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("/nowhere");
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    Map<String, String> wrong = new HashMap<>(ELSEWHERE);
    wrong.put("CHASQUI_ACCOUNT_ID", "seven");
    Map<String, String> without = new HashMap<>(ELSEWHERE);
    without.remove("CHASQUI_API_KEY");

    assertThatThrownBy(() -> Target.of(wrong, home))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("CHASQUI_ACCOUNT_ID is seven");
    assertThatThrownBy(() -> Target.of(without, home))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("CHASQUI_API_KEY");
    assertThatThrownBy(() -> Target.of(Map.of(), home))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("./chasqui up");
  }
}
