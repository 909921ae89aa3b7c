package dev.chasqui.e2e.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service that runs alone describes its own operations, and no other's. */
@ExtendWith(SharedProcesses.class)
class ApiDocumentTest {

  private static final String DOCUMENT = "/v3/api-docs";
  private static final String EASYWHA = DOCUMENT + "/easywha";

  private static final JsonMapper JSON = new JsonMapper();

  private final ThreeProcesses system;

  ApiDocumentTest(ThreeProcesses system) {
    this.system = system;
  }

  @Test
  void theSendersAreItsMessagesAndAccounts() {
    assertThat(resources(system.sender(), DOCUMENT))
        .containsExactlyInAnyOrder("account", "commands", "contacts", "messages", "session");
    assertThat(resources(system.sender(), EASYWHA)).contains("whatsapp").doesNotContain("chats");
  }

  @Test
  void theRelaysAreItsWebhooks() {
    assertThat(resources(system.relay(), DOCUMENT)).containsExactly("webhooks");
  }

  @Test
  void theInboundServicesAreItsChatsAndTheirFiles() {
    assertThat(resources(system.inbound(), DOCUMENT)).isEmpty();
    assertThat(resources(system.inbound(), EASYWHA))
        .contains("chats", "media")
        .doesNotContain("whatsapp");
  }

  /** What stands behind {@code /api/} in the paths that a service describes. */
  private static Set<String> resources(ServiceProcess service, String documentPath) {
    JsonNode document =
        JSON.readTree(
            Http.call(HttpRequest.newBuilder(URI.create(service.url() + documentPath))).body());
    assertThat(document.path("servers").path(0).path("url").asString())
        .endsWith(":" + URI.create(service.url()).getPort());
    Set<String> resources = new TreeSet<>();
    for (String path : document.path("paths").propertyNames()) {
      assertThat(path).startsWith("/api/");
      resources.add(path.split("/", -1)[2]);
    }
    return resources;
  }
}
