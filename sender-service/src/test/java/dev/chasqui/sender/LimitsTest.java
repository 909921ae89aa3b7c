package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.MarkRead;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.UnknownPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What an account may do, as its owner sets it and as WhatsApp sees it. */
@ExtendWith(SharedSender.class)
@Order(1)
class LimitsTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private final SenderFixture fixture;
  private final TestAccount account;
  private final RestClient rest;

  LimitsTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
    this.rest = new RestClient(fixture, account);
  }

  @Test
  void anAccountFollowsTheOperatorUntilItHasLimitsOfItsOwn() {
    JsonNode before = rest.get("/api/account/limits").data();
    assertThat(before.path("configured").path("messagesPerSecond").isNull()).isTrue();
    assertThat(before.path("inForce").path("messagesPerSecond").asDouble()).isEqualTo(72);
    assertThat(before.path("inForce").path("recipientIntervalMillis").asInt()).isEqualTo(6000);
    assertThat(before.path("quota").isNull()).isTrue();

    JsonNode after = limit("{\"messagesPerSecond\":5,\"dailyQuota\":10}");
    assertThat(after.path("pace").path("messagesPerSecond").asDouble()).isEqualTo(5);
    assertThat(after.path("quota").path("left").asInt()).isEqualTo(10);
    JsonNode again = limit("{\"messagesPerSecond\":null,\"burst\":3}");
    assertThat(again.path("inForce").path("messagesPerSecond").asDouble()).isEqualTo(72);
    assertThat(again.path("configured").path("dailyQuota").asInt()).isEqualTo(10);
    assertThat(again.path("configured").path("burst").asInt()).isEqualTo(3);
  }

  @Test
  void whatIsWrongIsRefusedByName() {
    assertRefused("{\"messagesPerSecond\":0}", "messagesPerSecond");
    assertRefused("{\"messagesPerSecond\":100}", "messagesPerSecond");
    assertRefused("{\"burst\":\"many\"}", "burst");
    assertRefused("{\"burst\":1.5}", "burst");
    assertRefused("{\"timeZone\":\"Mars/Olympus\"}", "timeZone");
    assertRefused("{\"mesagesPerSecond\":1}", "mesagesPerSecond");
    assertRefused("{\"gapMinMillis\":1000}", "gapMaxMillis");
    assertRefused("[]", "body");
  }

  private void assertRefused(String patch, String field) {
    RestClient.Answer answer = rest.patch("/api/account/limits", patch);
    assertThat(answer.status()).as(patch).isEqualTo(400);
    assertThat(answer.body().path("details").path(0).path("field").asString()).isEqualTo(field);
  }

  @Test
  void aPaceThatIsChangedHoldsForWhatWaitsAlready() {
    limit("{\"messagesPerSecond\":0.01,\"burst\":1}");
    List<SendCommand> backlog = texts(20);
    fixture.publish(backlog);
    fixture.results.await(backlog.getLast().getCommandId(), CommandStatus.ACCEPTED);

    limit("{\"messagesPerSecond\":70,\"burst\":5}");

    fixture.results.awaitFinals(ids(backlog));
    assertThat(backlog).allSatisfy(it -> assertThat(accepted(it)).isEqualTo(1));
  }

  @Test
  void messagesToOneRecipientKeepTheirDistance() {
    limit("{\"recipientIntervalMillis\":700,\"recipientBurst\":2}");
    String recipient = Commands.recipient();
    List<SendCommand> row =
        Stream.generate(() -> Commands.text(account).setTo(recipient).build()).limit(5).toList();
    fixture.publish(row);
    SendCommand other = Commands.text(account).build();
    fixture.publish(other);

    fixture.results.awaitFinals(ids(row));

    List<Instant> times = fixture.whatsapp.receivedAt(account.phoneNumberId(), recipient);
    assertThat(times).hasSize(5);
    for (int i = 2; i < times.size(); i++) {
      // Two at once, then one each 0.7 s; calls take different times.
      Duration passed = Duration.between(times.getFirst(), times.get(i));
      assertThat(passed).isGreaterThan(Duration.ofMillis(700L * (i - 1) - 200));
    }
    assertThat(fixture.whatsapp.receivedAt(account.phoneNumberId(), other.getTo()).getFirst())
        .isBefore(times.getLast());
  }

  @Test
  void aCallThatMayHaveArrivedCountsThoughItIsMadeAgain() {
    limit("{\"dailyQuota\":10}");
    fixture.whatsapp.fault(account.phoneNumberId(), "reset_after", ",\"times\":1");
    SendCommand command =
        Commands.text(account).setUnknownPolicy(UnknownPolicy.AT_LEAST_ONCE).build();

    assertThat(fixture.send(command).getAttempts()).isEqualTo(2);

    JsonNode quota = this.rest.get("/api/account/limits").data().path("quota");
    assertThat(quota.path("left").asInt()).isEqualTo(8);
  }

  @Test
  void aReadMarkIsNoMessageOfTheDay() {
    limit("{\"dailyQuota\":10}");
    fixture.send(Commands.text(account).build());
    String person = Commands.recipient();
    String wamid = fixture.whatsapp.inbound(account.phoneNumberId(), person);
    SendCommand mark =
        Commands.empty(account).setTo(person).setMarkRead(new MarkRead(wamid, false)).build();

    assertThat(fixture.send(mark).getStatus()).isEqualTo(CommandStatus.SENT);

    JsonNode quota = this.rest.get("/api/account/limits").data().path("quota");
    assertThat(quota.path("left").asInt()).isEqualTo(9);
  }

  @Test
  void aQuotaThatIsUsedUpHoldsTheRestAndSaysSoOnce() {
    limit("{\"dailyQuota\":2}");
    List<SendCommand> sends = texts(3);
    fixture.publish(sends);
    fixture.results.awaitFinals(ids(sends.subList(0, 2)));
    SendCommand rest = sends.getLast();

    CommandResult held = fixture.results.await(rest.getCommandId(), CommandStatus.HELD);

    assertThat(held.getErrorCode()).isEqualTo("daily_quota");
    assertThat(accepted(rest)).isZero();
    JsonNode quota = this.rest.get("/api/account/limits").data().path("quota");
    assertThat(quota.path("left").asInt()).isZero();
    JsonNode waiting = this.rest.get("/api/commands/" + rest.getCommandId()).data();
    assertThat(waiting.path("reason").asString()).isEqualTo("daily_quota");

    limit("{\"dailyQuota\":10}");
    fixture.results.awaitFinal(rest.getCommandId());
    assertThat(fixture.results.statuses(rest.getCommandId()))
        .containsExactly(CommandStatus.ACCEPTED, CommandStatus.HELD, CommandStatus.SENT);
  }

  @Test
  void theNumberThatIsThrottledGoesOnMoreSlowly() {
    SendCommand refused = Commands.text(account).build();
    fixture.whatsapp.fault(account.phoneNumberId(), "error", ",\"code\":130429,\"times\":1");

    fixture.send(refused);

    JsonNode pace = this.rest.get("/api/account/limits").data().path("pace");
    assertThat(pace.path("slowedDown").asBoolean()).isTrue();
    assertThat(pace.path("messagesPerSecond").asDouble()).isLessThan(60);
    await()
        .atMost(LONG_ENOUGH)
        .until(
            () ->
                this.rest
                        .get("/api/account/limits")
                        .data()
                        .path("pace")
                        .path("messagesPerSecond")
                        .asDouble()
                    > pace.path("messagesPerSecond").asDouble());
  }

  @Test
  void aRecipientWhoIsThrottledIsHeldWithAllMessagesAndNobodyElse() {
    SendCommand first = Commands.text(account).build();
    SendCommand second = Commands.text(account).setTo(first.getTo()).build();
    fixture.whatsapp.fault(
        account.phoneNumberId(),
        "error",
        ",\"code\":131056,\"times\":1,\"retryAfterSeconds\":10,\"to\":\"" + first.getTo() + "\"");
    fixture.publish(first);
    CommandResult held = fixture.results.await(first.getCommandId(), CommandStatus.HELD);
    // In no order with the first: only the recipient's pause holds it.
    SendCommand scheduled =
        Commands.text(account)
            .setTo(first.getTo())
            .setSendAt(Instant.now().plusMillis(300))
            .build();
    fixture.publish(second, scheduled);

    SendCommand other = Commands.text(account).build();
    fixture.send(other);
    assertThat(accepted(second) + accepted(scheduled)).isZero();

    CommandResult sent = fixture.results.awaitFinal(scheduled.getCommandId());
    assertThat(sent.getTimestamp()).isAfter(held.getTimestamp().plusSeconds(2));
    fixture.results.awaitFinal(second.getCommandId());
    assertThat(accepted(second)).isEqualTo(1);
  }

  private List<SendCommand> texts(int count) {
    return Stream.generate(() -> Commands.text(account).build()).limit(count).toList();
  }

  private static List<String> ids(List<SendCommand> sends) {
    return sends.stream().map(SendCommand::getCommandId).toList();
  }

  private int accepted(SendCommand command) {
    return fixture.whatsapp.accepted(command.getCommandId());
  }

  private JsonNode limit(String patch) {
    RestClient.Answer answer = rest.patch("/api/account/limits", patch);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.data();
  }
}
