package dev.chasqui.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerTest {
  @TempDir Path directory;

  @Test
  void schemasAreThereAfterAKillAndARestart() throws Exception {
    Place place = new Place(directory);
    int port;
    String id;
    try (RegistryServer registry = place.registry(0)) {
      port = registry.port();
      id = new RegistryClient(registry.url()).register();
      ProcessHandle.of(registry.pid()).orElseThrow().destroyForcibly();
    }
    try (RegistryServer registry = place.registry(port)) {
      RegistryClient client = new RegistryClient(registry.url());
      assertThat(client.subjects()).isEqualTo("[\"notes-value\"]");
      assertThat(client.register()).isEqualTo(id).startsWith("{\"id\":");
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> new Place(directory).registry(port))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("The schema registry cannot listen on 127.0.0.1:" + port);
    }
  }
}
