package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.command.Cancellation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands that are to be sent no more. */
@ExtendWith(SharedSender.class)
class CancelTest {

  private final SenderFixture fixture;
  private final TestAccount account;

  CancelTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @Test
  void oneThatWaitsIsNotSentAndItsProducerIsTold() {
    Instant later = Instant.now().plusSeconds(4);
    SendCommand command =
        Commands.text(account).setSendAt(later).setClientReference("order-7").build();
    SendCommand after = Commands.text(account).setSendAt(later).build();
    fixture.publish(command, after);
    fixture.results.await(after.getCommandId(), CommandStatus.ACCEPTED);

    String id = command.getCommandId();
    assertThat(fixture.cancel(account, id)).isEqualTo(Map.of(id, new Cancellation.Cancelled()));

    CommandResult result = fixture.results.awaitFinal(id);
    assertThat(result.getStatus()).isEqualTo(CommandStatus.CANCELLED);
    assertThat(result.getTo()).isEqualTo(command.getTo());
    assertThat(result.getClientReference()).isEqualTo("order-7");
    assertThat(result.getAttempts()).isZero();
    fixture.results.awaitFinal(after.getCommandId());
    fixture.sendBehind(after);
    assertThat(fixture.whatsapp.accepted(id)).isZero();
    assertThat(fixture.results.statuses(id))
        .containsExactly(CommandStatus.ACCEPTED, CommandStatus.CANCELLED);
    assertThat(fixture.cancel(account, id))
        .isEqualTo(Map.of(id, new Cancellation.Finished(result)));
  }

  @Test
  void oneThatIsOnItsWayGoesOn() {
    SendCommand command = Commands.text(account).build();
    fixture.whatsapp.fault(account.phoneNumberId(), "latency", ",\"times\":1,\"millis\":1500");
    fixture.publish(command);
    String id = command.getCommandId();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !(fixture.cancel(account, id).get(id) instanceof Cancellation.NotFound));

    CommandResult result = fixture.results.awaitFinal(id);

    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(fixture.cancel(account, id))
        .isEqualTo(Map.of(id, new Cancellation.Finished(result)));
  }

  @Test
  void eachIsAnsweredForItselfAndThoseOfOthersAreNotTouched() {
    Instant later = Instant.now().plusSeconds(3600);
    SendCommand mine = Commands.text(account).setSendAt(later).build();
    SendCommand others = Commands.text(fixture.newAccount()).setSendAt(later).build();
    fixture.publish(mine, others);
    fixture.results.await(mine.getCommandId(), CommandStatus.ACCEPTED);
    fixture.results.await(others.getCommandId(), CommandStatus.ACCEPTED);

    Map<String, Cancellation> answers =
        fixture.cancel(account, others.getCommandId(), "never\0seen", mine.getCommandId());

    assertThat(answers)
        .containsExactly(
            Map.entry(others.getCommandId(), new Cancellation.NotFound()),
            Map.entry("never\0seen", new Cancellation.NotFound()),
            Map.entry(mine.getCommandId(), new Cancellation.Cancelled()));
    assertThat(fixture.results.statuses(others.getCommandId()))
        .containsExactly(CommandStatus.ACCEPTED);
  }
}
