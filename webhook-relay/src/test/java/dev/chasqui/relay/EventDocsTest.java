package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.relay.event.EventNames;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import dev.chasqui.testing.samples.EventSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The examples in {@code docs/events.md} are what the relay posts. With {@code
 * -Dchasqui.docs.write=true} they are written instead of compared.
 */
class EventDocsTest {

  private static final Path PAGE =
      Path.of(System.getProperty("chasqui.project.dir"), "docs", "events.md");

  /** A heading, and the first block of JSON before the next. */
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?m)(^## ([^\\n]+)\\n(?:(?!## |```).*\\n)*```json\\n)((?:(?!```).*\\n)*)```");

  private static final JsonMapper JSON = new JsonMapper();

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();

  @Test
  void theExamplesAreWhatIsPosted() throws IOException {
    Map<String, String> posted = posted();
    String page = Files.readString(PAGE);
    if (Boolean.getBoolean("chasqui.docs.write")) {
      Files.writeString(PAGE, withExamples(page, posted));
    } else {
      assertThat(withExamples(page, posted)).isEqualTo(page);
    }
  }

  @Test
  void everyEventHasAnExample() throws IOException {
    List<String> headings = new ArrayList<>();
    for (MatchResult example : EXAMPLE.matcher(Files.readString(PAGE)).results().toList()) {
      headings.add(example.group(2));
    }
    assertThat(headings).containsAll(EventNames.KNOWN);
    assertThat(headings).containsExactlyInAnyOrderElementsOf(EventSamples.of(1).keySet());
  }

  private static String withExamples(String page, Map<String, String> posted) {
    return EXAMPLE
        .matcher(page)
        .replaceAll(
            found -> {
              String json = posted.getOrDefault(found.group(2), "no such example");
              return Matcher.quoteReplacement(found.group(1) + json + "\n```");
            });
  }

  private Map<String, String> posted() {
    Map<String, WhatsAppEvent> samples = EventSamples.of(client.accountId());
    try (WebhookReceiver receiver = WebhookReceiver.start()) {
      client.subscribe(receiver.url());
      relay.publish(List.copyOf(samples.values()));
      Map<String, String> byId = new HashMap<>();
      for (ReceivedRequest request : receiver.await(samples.size())) {
        byId.put(request.header("webhook-id").orElse(""), shown(request));
      }
      Map<String, String> posted = new HashMap<>();
      samples.forEach((name, event) -> posted.put(name, byId.getOrDefault(event.getId(), "")));
      return posted;
    }
  }

  private static String shown(ReceivedRequest request) {
    ObjectNode body = (ObjectNode) JSON.readTree(request.text());
    // An account's number is another in each test run.
    body.put("accountId", 1);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body);
  }
}
