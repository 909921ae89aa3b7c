package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.number.KnownForms;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of Brazil, Mexico and Argentina, which WhatsApp may know in another form. */
@ExtendWith(SharedSender.class)
class NumberFormsTest {

  private final SenderFixture fixture;
  private final TestAccount account;

  NumberFormsTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @ParameterizedTest
  @CsvSource({
    "+55 11 98765-0001, 5511987650001, 551187650001",
    "551187650002@c.us, 551187650002, 5511987650002",
    "525512340001,      525512340001, 5215512340001",
    "5215512340002,     5215512340002, 525512340002",
    "541123450001,      541123450001, 5491123450001"
  })
  void theOtherFormIsTriedOnceWhatsAppSaysThatNobodyHasThisOne(
      String to, String given, String other) {
    SendCommand first = Commands.text(account).setTo(to).build();
    isNobody(given);

    CommandResult result = fixture.send(first);

    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getWaId()).isEqualTo(other);
    assertThat(result.getTo()).isEqualTo(to);
    assertThat(result.getAttempts()).isEqualTo(2);
    assertThat(fixture.results.of(first.getCommandId())).hasSize(1);
    assertCalls(first, 1, 1);

    TestAccount another = fixture.newAccount();
    SendCommand next = Commands.text(another).setTo(to).build();
    assertThat(fixture.send(next).getWaId()).isEqualTo(other);
    assertThat(fixture.send(Commands.text(another).setTo(other).build()).getWaId())
        .isEqualTo(other);
    assertCalls(next, 1, 0);
  }

  @Test
  void aNumberThatNobodyHasInEitherFormIsRefusedAfterBoth() {
    SendCommand command = Commands.text(account).setTo("5511987650003").build();
    isNobody("5511987650003");
    isNobody("551187650003");

    CommandResult result = fixture.send(command);

    assertThat(result.getStatus()).isEqualTo(CommandStatus.REJECTED);
    assertThat(result.getErrorCode()).isEqualTo("invalid_recipient");
    assertThat(result.getProviderCode()).isEqualTo(131026);
    assertThat(result.getAttempts()).isEqualTo(2);
    assertCalls(command, 0, 2);
    assertThat(waIdOf(fixture.newAccount(), "5511987650003")).isEqualTo("5511987650003");
  }

  @Test
  void theOtherFormIsNotTriedForAnyOtherReason() {
    SendCommand command = Commands.text(account).setTo("5511987650004").build();
    fixture.whatsapp.fault(account.phoneNumberId(), "error", ",\"times\":1,\"code\":131000");

    assertThat(fixture.send(command).getStatus()).isEqualTo(CommandStatus.UNKNOWN);
    assertCalls(command, 0, 1);
    assertThat(waIdOf(account, "5511987650004")).isEqualTo("5511987650004");
  }

  @Test
  void theFormThatWhatsAppAnswersWithIsSentToNextTime() {
    fixture.whatsapp.knowAs("5511987650005", "551187650005");
    SendCommand first = Commands.text(account).setTo("5511987650005").build();
    assertThat(fixture.send(first).getWaId()).isEqualTo("551187650005");

    SendCommand next = Commands.text(account).setTo("5511987650005").build();
    assertThat(fixture.send(next).getAttempts()).isEqualTo(1);

    assertThat(fixture.whatsapp.bodies(account.phoneNumberId()))
        .extracting(body -> body.path("to").asString())
        .containsExactly("5511987650005", "551187650005");
  }

  @Test
  void anIdOfSomebodyElseIsNotLearned() {
    fixture.whatsapp.knowAs("5511987650006", "5511987659999");
    var _ = fixture.send(Commands.text(account).setTo("5511987650006").build());
    var _ = fixture.send(Commands.text(account).setTo("5511987650006").build());

    assertThat(fixture.whatsapp.bodies(account.phoneNumberId()))
        .extracting(body -> body.path("to").asString())
        .containsOnly("5511987650006");
  }

  // One message to each number: another instance may take the second, and learns within a minute.
  @Test
  void whatAFailedStatusSaysCountsForTheNextMessage() {
    // What is known of it now, nothing, is kept for a minute.
    assertThat(fixture.bean(KnownForms.class).best("5511987650007")).isEqualTo("5511987650007");

    nobodyHas("5511987650007", "5511987650007");

    assertThat(waIdOf(account, "5511987650007")).isEqualTo("551187650007");
  }

  @Test
  void aNumberThatNobodyHasInTheOtherFormEitherIsTakenAsItIsGiven() {
    nobodyHas("5511987650009", "5511987650009", "551187650009");

    assertThat(waIdOf(account, "5511987650009")).isEqualTo("5511987650009");
  }

  @Test
  void messagesToBothFormsLeaveInTheOrderOfTheTopic() {
    List<SendCommand> row = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String to = i % 2 == 0 ? "5511987650008" : "551187650008";
      row.add(Commands.text(account).setTo(to).setText(Commands.text("" + i)).build());
    }
    isNobody("5511987650008");

    fixture.publish(row);
    fixture.results.awaitFinals(row.stream().map(SendCommand::getCommandId).toList());

    assertThat(fixture.whatsapp.bodies(account.phoneNumberId()))
        .extracting(body -> body.path("text").path("body").asInt())
        .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
  }

  private void isNobody(String form) {
    fixture.whatsapp.fault(
        account.phoneNumberId(), "error", ",\"code\":131026,\"to\":\"" + form + "\"");
  }

  private void nobodyHas(String... forms) {
    List.of(forms).forEach(fixture.bean(KnownForms.class)::doesNotExist);
  }

  private String waIdOf(TestAccount from, String to) {
    CommandResult result = fixture.send(Commands.text(from).setTo(to).build());
    assertThat(result.getAttempts()).isEqualTo(1);
    return result.getWaId();
  }

  private void assertCalls(SendCommand command, int accepted, int refused) {
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(accepted);
    assertThat(fixture.whatsapp.refused(command.getCommandId())).isEqualTo(refused);
  }
}
