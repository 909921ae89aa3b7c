package dev.chasqui.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  @TempDir Path directory;

  @Test
  void recordsAreThereAfterARestartOnTheSamePort() throws Exception {
    Place place = new Place(directory);
    int port;
    try (EmbeddedKafka kafka = place.kafka(0)) {
      port = kafka.port();
      KafkaClient client = new KafkaClient(kafka.bootstrapServers());
      client.createTopic();
      client.write("before");
      assertThat(client.readAll(1)).containsExactly("before");
    }
    try (EmbeddedKafka kafka = place.kafka(port)) {
      KafkaClient client = new KafkaClient(kafka.bootstrapServers());
      client.write("after");
      assertThat(client.readAll(2)).containsExactly("before", "after");
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> new Place(directory).kafka(port))
          .isInstanceOfSatisfying(
              PortTakenException.class,
              e -> assertThat(e.host() + ":" + e.port()).isEqualTo("127.0.0.1:" + port))
          .hasMessage("Kafka cannot listen on 127.0.0.1:" + port + ": the port is taken");
    }
  }
}
