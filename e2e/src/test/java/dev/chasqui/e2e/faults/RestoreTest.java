package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.access.Account;
import dev.chasqui.e2e.Project;
import dev.chasqui.e2e.processes.Backend;
import dev.chasqui.e2e.processes.ServiceProcess;
import dev.chasqui.e2e.processes.SimulatorControl;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.simulator.numbers.StatusPlan.Last;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The database is lost, and an older one restored as docs/operations.md says. */
@Tag("faults")
class RestoreTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern STATEMENT =
      Pattern.compile("```sql\\s+(update sender\\.work_item.*?)```", Pattern.DOTALL);
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void nothingIsSentTwiceAndTheChatsHaveWhatCameSince() throws Exception {
    try (Testbed bed = Testbed.start()) {
      SimulatorControl whatsapp = bed.whatsapp();
      ServiceProcess sender = bed.sender("restored-sender");
      sender.start();
      Account account = bed.account(Last.SENT);
      sender.awaitReady();
      try (Backend backend = new Backend(bed.kafka(), bed.registryUrl(), account.id())) {
        List<String> before = send(backend, account, 20, null);
        awaitAccepted(whatsapp, before);
        // These wait when the back-up is taken, and are sent after it.
        List<String> waiting = send(backend, account, 10, Instant.now().plusSeconds(20));
        await().atMost(LIMIT).until(() -> bed.database().known(waiting) == waiting.size());
        // Some of this is sent before the back-up, some while it is taken, most after it.
        Bulk bulk = Bulk.begin(sender, bed.apiKey(account).value());
        await().atMost(LIMIT).until(() -> whatsapp.accepted(bulk.commands().get(2)) == 1);
        Instant then = Instant.now();
        Backup.take(bed.services(), bed.postgresData(), bed.directory().resolve("backup"));
        List<String> since = send(backend, account, 20, null);
        awaitAccepted(whatsapp, waiting);
        awaitAccepted(whatsapp, since);
        awaitAccepted(whatsapp, bulk.commands());

        sender.kill();
        bed.inbound().kill();
        bed.restorePostgres(bed.directory().resolve("backup"));
        bed.services().execute(statement());
        bed.group("chasqui-sender-news").reset(then);
        bed.group("chasqui-inbound-history").reset(then);
        sender.start();
        bed.inbound().start();
        sender.awaitReady();
        bed.inbound().awaitReady();
        List<String> after = send(backend, account, 20, null);
        awaitAccepted(whatsapp, after);
        await().atMost(LIMIT).until(() -> bulk.status().equals("finished"));
        await().atMost(LIMIT).until(() -> bed.database().unfinished() == 0);

        assertThat(whatsapp.acceptedTwice()).isEmpty();
        // What WhatsApp said of them since then was read again.
        assertThat(backend.results(all -> isSent(all, after), LIMIT))
            .filteredOn(result -> result.getStatus() == CommandStatus.UNKNOWN)
            .isEmpty();
        int all =
            Stream.of(before, waiting, since, bulk.commands(), after).mapToInt(List::size).sum();
        await().atMost(LIMIT).until(() -> chats(bed, account), size -> size == all);
      }
    }
  }

  private static boolean isSent(List<CommandResult> results, List<String> commands) {
    return results.stream()
        .filter(result -> result.getStatus() == CommandStatus.SENT)
        .map(CommandResult::getCommandId)
        .collect(Collectors.toSet())
        .containsAll(commands);
  }

  private static String statement() {
    Matcher found =
        STATEMENT.matcher(Project.read(Project.directory().resolve("docs/operations.md")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static List<String> send(
      Backend backend, Account account, int count, @Nullable Instant sendAt) {
    List<SendCommand> commands =
        Stream.generate(() -> Backend.command(account.id())).limit(count).toList();
    commands.forEach(command -> command.setSendAt(sendAt));
    return new ArrayList<>(backend.send(commands));
  }

  private static void awaitAccepted(SimulatorControl whatsapp, List<String> commands) {
    await().atMost(LIMIT).until(() -> commands.stream().allMatch(id -> whatsapp.accepted(id) == 1));
  }

  /** Each message of these is to somebody else. */
  private static int chats(Testbed bed, Account account) throws Exception {
    String path = "/api/chats/%d?limit=500".formatted(account.id());
    return call(bed.inbound(), path, request(bed.apiKey(account).value())).path("chats").size();
  }

  private static HttpRequest.Builder request(String key) {
    return HttpRequest.newBuilder()
        .header("X-API-Key", key)
        .header("Content-Type", "application/json");
  }

  private static JsonNode call(ServiceProcess service, String path, HttpRequest.Builder request)
      throws Exception {
    return JSON.readTree(new Instances(List.of(service)).call(path, request).body());
  }

  /**
   * A bulk job.
   *
   * @param recipients to whom it goes, each somebody else
   */
  private record Bulk(ServiceProcess sender, String key, String id, int recipients) {

    private static final int RECIPIENTS = 20;
    private static final int DELAY_MILLIS = 300;

    static Bulk begin(ServiceProcess sender, String key) throws Exception {
      List<String> recipients =
          Stream.generate(() -> Backend.command(0).getTo()).limit(RECIPIENTS).toList();
      String body =
          JSON.writeValueAsString(
              Map.of("recipients", recipients, "message", "hi", "delay", DELAY_MILLIS));
      JsonNode answer =
          call(
              sender,
              "/api/messages/send-bulk",
              request(key).POST(HttpRequest.BodyPublishers.ofString(body)));
      return new Bulk(sender, key, answer.at("/data/jobId").asString(), recipients.size());
    }

    List<String> commands() {
      return IntStream.rangeClosed(1, recipients).mapToObj(n -> id + "-" + n).toList();
    }

    String status() throws Exception {
      return call(sender, "/api/messages/jobs/" + id, request(key)).at("/data/status").asString();
    }
  }
}
