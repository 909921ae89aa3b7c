package dev.chasqui.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final Path HOME = Path.of("state");

  @Test
  void withoutVariablesItListensOnLoopbackAndTheUsualPorts() {
    Settings settings = Settings.of(HOME, Map.of());

    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.ports())
        .isEqualTo(new Settings.Ports(3000, 9092, 8081, 3100, 5433, 9464, 3001));
  }

  @Test
  void eachPortHasAVariable() {
    Settings settings =
        Settings.of(
            HOME,
            Map.of(
                "CHASQUI_PORT", "1",
                "CHASQUI_KAFKA_PORT", "2",
                "CHASQUI_REGISTRY_PORT", "3",
                "CHASQUI_SIMULATOR_PORT", "4",
                "CHASQUI_POSTGRES_PORT", "5",
                "CHASQUI_MANAGEMENT_PORT", "6",
                "CHASQUI_ADMIN_PORT", "7"));

    assertThat(settings.ports()).isEqualTo(new Settings.Ports(1, 2, 3, 4, 5, 6, 7));
  }

  @Test
  void aWrongPortIsNamedWithItsVariable() {
    assertThatThrownBy(() -> Settings.of(HOME, Map.of("CHASQUI_KAFKA_PORT", "70000")))
        .isInstanceOf(StartException.class)
        .hasMessage("CHASQUI_KAFKA_PORT is 70000, not a port from 1 to 65535");
  }

  @Test
  void twoPartsCannotShareAPort() {
    assertThatThrownBy(() -> Settings.of(HOME, Map.of("CHASQUI_PORT", "9092")))
        .hasMessage("CHASQUI_PORT and CHASQUI_KAFKA_PORT are both 9092; give each its own port");
  }

  @Test
  void anAddressThatNoClientCanReachIsRefused() {
    assertThatThrownBy(() -> Settings.of(HOME, Map.of("CHASQUI_HOST", "0.0.0.0")))
        .hasMessageContaining("CHASQUI_HOST is 0.0.0.0");
  }

  @Test
  void theAdminApiIsNeverReachableFromElsewhere() {
    Settings settings = Settings.of(HOME, Map.of("CHASQUI_HOST", "192.0.2.7"));

    assertThat(settings.allPorts())
        .filteredOn(port -> port.variable().equals("CHASQUI_ADMIN_PORT"))
        .extracting(Settings.Port::host)
        .containsExactly("127.0.0.1");
  }

  @Test
  void aTakenPortIsNamedWithTheVariableThatChangesIt() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      Settings settings = Settings.of(HOME, Map.of("CHASQUI_REGISTRY_PORT", port));

      assertThatThrownBy(
              () ->
                  PortCheck.run(
                      settings.allPorts().stream()
                          .filter(p -> p.variable().equals("CHASQUI_REGISTRY_PORT"))
                          .toList()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("port " + port + " is taken")
          .hasMessageContaining("CHASQUI_REGISTRY_PORT=");
    }
  }
}
