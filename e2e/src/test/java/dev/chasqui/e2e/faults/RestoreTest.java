package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.access.Account;
import dev.chasqui.e2e.Project;
import dev.chasqui.e2e.processes.Backend;
import dev.chasqui.e2e.processes.ServiceProcess;
import dev.chasqui.e2e.processes.SimulatorControl;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.simulator.numbers.StatusPlan.Last;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
      Pattern.compile("```sql\\s+(update sender\\.work_item.*?;)", Pattern.DOTALL);

  @Test
  void nothingIsSentTwiceAndTheChatsHaveWhatCameSince() throws Exception {
    try (Testbed bed = Testbed.start()) {
      SimulatorControl whatsapp = bed.whatsapp();
      ServiceProcess sender = bed.sender("restored-sender", "--chasqui.sender.unknown-patience=5s");
      sender.start();
      Account account = bed.account(Last.NONE);
      sender.awaitReady();
      try (Backend backend = new Backend(bed.kafka(), bed.registryUrl(), account.id())) {
        List<String> before = send(backend, account, 20, null);
        awaitAccepted(whatsapp, before);
        // These wait when the back-up is taken, and are sent after it.
        List<String> waiting = send(backend, account, 10, Instant.now().plusSeconds(20));
        await().atMost(LIMIT).until(() -> bed.database().known(waiting) == waiting.size());
        Instant then = Instant.now();
        Backup.take(bed.services(), bed.postgresData(), bed.directory().resolve("backup"));
        List<String> since = send(backend, account, 20, null);
        awaitAccepted(whatsapp, waiting);
        awaitAccepted(whatsapp, since);

        sender.kill();
        bed.inbound().kill();
        bed.restorePostgres(bed.directory().resolve("backup"));
        bed.services().execute(statement());
        bed.group("chasqui-inbound-history").reset(then);
        sender.start();
        bed.inbound().start();
        sender.awaitReady();
        bed.inbound().awaitReady();
        List<String> after = send(backend, account, 20, null);
        awaitAccepted(whatsapp, after);
        await().atMost(LIMIT).until(() -> bed.database().unfinished() == 0);

        assertThat(whatsapp.acceptedTwice()).isEmpty();
        int all = before.size() + waiting.size() + since.size() + after.size();
        await().atMost(LIMIT).until(() -> chats(bed, account), size -> size == all);
      }
    }
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
    JsonNode answer =
        new JsonMapper()
            .readTree(
                new Instances(List.of(bed.inbound()))
                    .call(
                        "/api/chats/%d?limit=500".formatted(account.id()),
                        HttpRequest.newBuilder().header("X-API-Key", bed.apiKey(account).value()))
                    .body());
    return answer.path("chats").size();
  }
}
