package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.testing.DocTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of {@code docs/outcomes.md} through the whole sender, over real sockets. */
@ExtendWith(SharedSender.class)
class OutcomeTableTest {

  private static final String PAGE = "docs/outcomes.md";

  @TempDir private static Path directory;

  private final SenderFixture fixture;

  OutcomeTableTest(SenderFixture fixture) {
    this.fixture = fixture;
  }

  /** What the page says of a row. */
  private record Row(CommandStatus status, String code, @Nullable Integer providerCode) {

    static Row of(Map<String, String> cells, @Nullable Integer providerCode) {
      return new Row(
          CommandStatus.valueOf(cells.getOrDefault("outcome", "")),
          cells.getOrDefault("our code", ""),
          providerCode);
    }

    boolean isHeld() {
      return status == CommandStatus.HELD;
    }
  }

  static List<Map<String, String>> codes() {
    return DocTable.rows(PAGE, "WhatsApp's codes");
  }

  static List<Map<String, String>> stages() {
    return DocTable.rows(PAGE, "No answer, or one without a Graph error");
  }

  @ParameterizedTest
  @MethodSource("codes")
  void aCodeInTheAnswer(Map<String, String> cells) {
    int code = Integer.parseInt(cells.getOrDefault("code", "").replaceFirst("–.*", ""));
    String http = cells.getOrDefault("HTTP", "").replace("–", "400");
    Row row = Row.of(cells, code);
    TestAccount account = fixture.newAccount();
    fixture.whatsapp.fault(
        account.phoneNumberId(),
        "error",
        ",\"times\":1,\"code\":%d,\"httpStatus\":%s%s"
            .formatted(code, http, row.isHeld() ? ",\"retryAfterSeconds\":1" : ""));
    SendCommand command = Commands.text(account).build();

    fixture.publish(command);

    assertTold(command, row);
    if (row.isHeld()) {
      assertSentAfterAll(command);
    } else {
      fixture.sendBehind(command);
      assertThat(fixture.whatsapp.accepted(command.getCommandId())).isZero();
      assertThat(fixture.results.of(command.getCommandId())).hasSize(1);
    }
    assertThat(fixture.whatsapp.refused(command.getCommandId())).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aCallThatEndsAtAStage(Map<String, String> cells) throws Exception {
    Row row = Row.of(cells, null);
    try (Faults faults = new Faults()) {
      TestAccount account =
          fixture.newAccount(faults.at(cells.getOrDefault("stage", ""), directory));
      SendCommand command = Commands.text(account).setText(Commands.text("x".repeat(4000))).build();

      fixture.publish(command);

      assertTold(command, row);
      if (row.isHeld()) {
        fixture.moveToSimulator(account);
        assertSentAfterAll(command);
      } else {
        assertThat(faults.calls()).isEqualTo(1);
        fixture.sendBehind(command);
        assertThat(faults.calls()).isEqualTo(2);
        assertThat(fixture.results.of(command.getCommandId())).hasSize(1);
      }
    }
  }

  private void assertTold(SendCommand command, Row row) {
    CommandResult told = fixture.results.await(command.getCommandId(), row.status());
    assertThat(told.getErrorCode()).isEqualTo(row.code());
    assertThat(told.getProviderCode()).isEqualTo(row.providerCode());
    assertThat(told.getErrorMessage()).isNotBlank();
    assertThat(told.getIsFinal()).isEqualTo(!row.isHeld());
    assertThat(told.getMessageId()).isNull();
    assertThat(told.getAttempts()).isEqualTo(1);
  }

  private void assertSentAfterAll(SendCommand command) {
    CommandResult result = fixture.results.awaitFinal(command.getCommandId());
    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
  }
}
