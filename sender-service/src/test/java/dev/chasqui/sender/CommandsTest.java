package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Commands that wait, as their account's owner sees and cancels them. */
@ExtendWith(SharedSender.class)
class CommandsTest {

  private final SenderFixture fixture;
  private final TestAccount account;
  private final RestClient rest;

  CommandsTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
    this.rest = new RestClient(fixture, account);
  }

  @Test
  void whatWaitsIsListedPageByPageAndCounted() {
    List<SendCommand> backlog = scheduled(5);

    List<String> listed = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = rest.get("/api/commands?status=waiting&limit=2" + next).data();
      page.path("commands").forEach(it -> listed.add(it.path("commandId").asString()));
      next = page.path("next").isNull() ? "" : "&after=" + page.path("next").asString();
    } while (!next.isEmpty());

    assertThat(listed)
        .containsExactlyElementsOf(backlog.stream().map(SendCommand::getCommandId).toList());
    assertThat(rest.get("/api/commands/count").data().path("waiting").asInt()).isEqualTo(5);
  }

  @Test
  void oneThatWaitsSaysWhyAndIsCancelledOnce() {
    SendCommand command = scheduled(1).getFirst();
    String path = "/api/commands/" + command.getCommandId();
    JsonNode waiting = rest.get(path).data();
    assertThat(waiting.path("status").asString()).isEqualTo("waiting");
    assertThat(waiting.path("reason").asString()).isEqualTo("scheduled");
    assertThat(waiting.path("phone").asString()).isEqualTo(command.getTo());

    RestClient.Answer cancelled = rest.delete(path);

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.data().path("result").path("status").asString()).isEqualTo("cancelled");
    assertThat(fixture.results.awaitFinal(command.getCommandId()).getStatus())
        .isEqualTo(CommandStatus.CANCELLED);
    RestClient.Answer again = rest.delete(path);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("already_finished");
    assertThat(again.data().path("result").path("status").asString()).isEqualTo("cancelled");
  }

  @Test
  void oneThatWasSentShowsItsResult() {
    String answer =
        rest.post("/api/messages/send", "{\"phone\":\"573001234567\",\"message\":\"Hola\"}")
            .data()
            .path("commandId")
            .asString();

    JsonNode found = rest.get("/api/commands/" + answer).data();

    assertThat(found.path("status").asString()).isEqualTo("finished");
    assertThat(found.path("result").path("status").asString()).isEqualTo("sent");
    assertThat(found.path("result").path("messageId").asString()).startsWith("wamid.");
    assertThat(rest.delete("/api/commands/" + answer).status()).isEqualTo(409);
  }

  @Test
  void whoRepeatsACallWhoseMessageWasCancelledIsTold() {
    SendCommand command =
        Commands.text(account)
            .setCommandId("rest-" + UUID.randomUUID())
            .setSendAt(Instant.now().plusSeconds(3600))
            .build();
    fixture.publish(command);
    fixture.results.await(command.getCommandId(), CommandStatus.ACCEPTED);
    rest.delete("/api/commands/" + command.getCommandId());
    fixture.results.awaitFinal(command.getCommandId());

    RestClient.Answer repeated =
        rest.post(
            "/api/messages/send",
            "{\"phone\":\"%s\",\"message\":\"hi\"}".formatted(command.getTo()),
            command.getCommandId().substring("rest-".length()));

    assertThat(repeated.status()).isEqualTo(409);
    assertThat(repeated.code()).isEqualTo("cancelled");
  }

  @Test
  void allThatWaitAreCancelledAtOnce() {
    List<SendCommand> backlog = scheduled(7);

    RestClient.Answer answer = rest.delete("/api/commands?status=waiting");

    assertThat(answer.data().path("cancelled").asInt()).isEqualTo(7);
    fixture.results.awaitFinals(backlog.stream().map(SendCommand::getCommandId).toList());
    assertThat(rest.get("/api/commands/count").data().path("waiting").asInt()).isZero();
  }

  @Test
  void anotherAccountsCommandsAreNotThere() {
    SendCommand command = scheduled(1).getFirst();
    RestClient stranger = new RestClient(fixture, fixture.newAccount());

    assertThat(stranger.get("/api/commands/" + command.getCommandId()).status()).isEqualTo(404);
    assertThat(stranger.delete("/api/commands/" + command.getCommandId()).status()).isEqualTo(404);
    assertThat(stranger.get("/api/commands").data().path("commands")).isEmpty();
    assertThat(stranger.delete("/api/commands?status=waiting").data().path("cancelled").asInt())
        .isZero();
    assertThat(rest.get("/api/commands/count").data().path("waiting").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(rest.get("/api/commands?limit=0").status()).isEqualTo(400);
    assertThat(rest.get("/api/commands?after=nonsense").status()).isEqualTo(400);
    assertThat(rest.get("/api/commands?status=sent").status()).isEqualTo(400);
    assertThat(rest.delete("/api/commands").status()).isEqualTo(400);
  }

  private List<SendCommand> scheduled(int count) {
    Instant later = Instant.now().plusSeconds(3600);
    List<SendCommand> sends =
        Stream.generate(() -> Commands.text(account).setSendAt(later).build())
            .limit(count)
            .toList();
    fixture.publish(sends);
    sends.forEach(it -> fixture.results.await(it.getCommandId(), CommandStatus.ACCEPTED));
    return sends;
  }
}
