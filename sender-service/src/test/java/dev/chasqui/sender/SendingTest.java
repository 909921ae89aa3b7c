package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSender.class)
class SendingTest {

  private final SenderFixture fixture;
  private final TestAccount account;

  SendingTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @Test
  void aTextGoesOutOnceAndItsResultSaysSo() {
    SendCommand command = Commands.text(account).setClientReference("order-7").build();

    CommandResult result = fixture.send(command);

    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getMessageId()).startsWith("wamid.");
    assertThat(result.getWaId()).isEqualTo(command.getTo());
    assertThat(result.getTo()).isEqualTo(command.getTo());
    assertThat(result.getAccountId()).isEqualTo(account.id());
    assertThat(result.getClientReference()).isEqualTo("order-7");
    assertThat(result.getAttempts()).isEqualTo(1);
    assertThat(result.getErrorCode()).isNull();
    assertThat(result.getResultId())
        .isEqualTo(account.id() + ":" + command.getCommandId() + ":final");
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
  }

  @Test
  void aTraceGoesOnToTheResultAndToWhatsAppsStatusesThoughNobodyRecordsIt() {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    SendCommand command = Commands.text(account).build();

    fixture.publishTraced(command, trace);

    fixture.results.awaitFinal(command.getCommandId());
    assertThat(fixture.results.traces(command.getCommandId())).containsExactly(trace);
    assertThat(fixture.whatsapp.bodies(account.phoneNumberId()))
        .extracting(body -> body.path("biz_opaque_callback_data").asString())
        .containsExactly(command.getCommandId() + " " + trace);
  }

  @Test
  void aTraceThatNobodyLooksAtIsNotToldToWhatsApp() {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    SendCommand command = Commands.text(account).build();

    fixture.publishTraced(command, trace);

    fixture.results.awaitFinal(command.getCommandId());
    assertThat(fixture.results.traces(command.getCommandId())).containsExactly(trace);
    assertThat(fixture.whatsapp.bodies(account.phoneNumberId()))
        .extracting(body -> body.path("biz_opaque_callback_data").asString())
        .containsExactly(command.getCommandId());
  }

  @Test
  void aCommandThatComesTwiceInABatchOrLaterIsSentOnce() {
    SendCommand twice = Commands.text(account).build();
    fixture.publish(twice, twice);
    CommandResult first = fixture.results.awaitFinal(twice.getCommandId());

    fixture.publish(twice);
    fixture.sendBehind(twice);

    assertThat(fixture.whatsapp.accepted(twice.getCommandId())).isEqualTo(1);
    assertThat(fixture.results.of(twice.getCommandId()))
        .filteredOn(CommandResult::getIsFinal)
        .extracting(CommandResult::getResultId, CommandResult::getMessageId)
        .containsOnly(tuple(first.getResultId(), first.getMessageId()));
  }

  @Test
  void messagesToOneRecipientLeaveInTheOrderOfTheTopic() {
    String recipient = Commands.recipient();
    List<SendCommand> row = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      row.add(Commands.text(account).setTo(recipient).setText(Commands.text("" + i)).build());
    }
    fixture.publish(row);
    fixture.results.awaitFinals(row.stream().map(SendCommand::getCommandId).toList());

    assertThat(fixture.whatsapp.bodies(account.phoneNumberId()))
        .extracting(body -> body.path("text").path("body").asInt())
        .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 30).boxed().toList());
  }

  @Test
  void aRecipientWhoseMessageHasToWaitHoldsUpNoOther() {
    SendCommand waiting = Commands.text(account).build();
    SendCommand behind = Commands.text(account).setTo(waiting.getTo()).build();
    SendCommand other = Commands.text(account).build();
    fixture.whatsapp.fault(
        account.phoneNumberId(),
        "error",
        ",\"code\":131056,\"times\":2,\"to\":\"" + waiting.getTo() + "\"");

    fixture.publish(waiting, behind, other);
    fixture.results.awaitFinal(other.getCommandId());
    assertThat(fixture.results.statuses(waiting.getCommandId())).doesNotContain(CommandStatus.SENT);

    fixture.results.awaitFinal(behind.getCommandId());
    assertThat(fixture.whatsapp.bodies(account.phoneNumberId()))
        .extracting(body -> body.path("biz_opaque_callback_data").asString())
        .containsExactly(other.getCommandId(), waiting.getCommandId(), behind.getCommandId());
  }
}
