package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.SendCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** The sender stops and starts again, with its work unfinished. */
@Isolated("the sender that it stops is everybody's")
@ExtendWith(SharedSender.class)
class RestartTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private final SenderFixture fixture;
  private final TestAccount account;
  private final RestClient rest;

  RestartTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
    this.rest = new RestClient(fixture, account);
  }

  @Test
  void aLimitHoldsOverTwoSendersAndARestart(@TempDir Path directory) throws Exception {
    rest.patch(
        "/api/account/limits",
        "{\"messagesPerSecond\":10,\"burst\":2,\"recipientIntervalMillis\":0}");
    List<SendCommand> backlog =
        Stream.generate(() -> Commands.text(account).build()).limit(80).toList();
    Process second = fixture.startSenderProcess(directory.resolve("sender.log"));
    try {
      fixture.publish(backlog);
      fixture.results.awaitFinals(ids(backlog.subList(0, 20)));
      restart();
      fixture.results.awaitFinals(ids(backlog));
    } finally {
      second.destroy();
      second.waitFor();
    }

    // Calls take different times on their way; never near what two buckets would let through.
    assertThat(fixture.whatsapp.counted(account.phoneNumberId(), "maxInOneSecond"))
        .isLessThanOrEqualTo(14);
    assertThat(backlog)
        .allSatisfy(it -> assertThat(fixture.whatsapp.accepted(it.getCommandId())).isEqualTo(1));
  }

  @Test
  void aMessageToManyIsFedAtOnceAndARestartLosesNone() {
    String job = sendTo(450);
    await().atMost(LONG_ENOUGH).until(() -> accepted() > 20);

    restart();

    RestClient restarted = new RestClient(fixture, account);
    String path = "/api/messages/jobs/" + job;
    await()
        .atMost(LONG_ENOUGH)
        .until(() -> restarted.get(path).data().path("status").asString().equals("finished"));
    assertThat(restarted.get(path).data().path("sent").asInt()).isEqualTo(450);
    assertThat(accepted()).isEqualTo(450);
  }

  private void restart() {
    fixture.stopSender();
    fixture.startSender();
  }

  private String sendTo(int people) {
    String recipients =
        Stream.generate(() -> "\"" + Commands.recipient() + "\"")
            .limit(people)
            .collect(Collectors.joining(","));
    JsonNode job =
        rest.post(
                "/api/messages/send-bulk",
                "{\"recipients\":[%s],\"message\":\"Hola\",\"delay\":0}".formatted(recipients))
            .data();
    return job.path("jobId").asString();
  }

  private int accepted() {
    return fixture.whatsapp.counted(account.phoneNumberId(), "accepted");
  }

  private static List<String> ids(List<SendCommand> sends) {
    return sends.stream().map(SendCommand::getCommandId).toList();
  }
}
