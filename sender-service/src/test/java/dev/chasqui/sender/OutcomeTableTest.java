package dev.chasqui.sender;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.testing.DocTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of {@code docs/outcomes.md} through the whole sender, over real sockets. */
@ExtendWith(SharedSender.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomeTableTest {

  private static final String PAGE = "docs/outcomes.md";

  @TempDir private static Path directory;

  private final SenderFixture fixture;
  private final List<Tried> codes = new ArrayList<>();
  private final Map<Tried, Faults> stages = new LinkedHashMap<>();
  private final List<Faults> calls = new ArrayList<>();

  OutcomeTableTest(SenderFixture fixture) {
    this.fixture = fixture;
  }

  /** What the page says of a row. */
  record Row(CommandStatus status, String code, @Nullable Integer providerCode) {

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

  /** A row that was tried. */
  record Tried(Map<String, String> cells, Row row, TestAccount account, SendCommand command) {
    @Override
    public String toString() {
      return cells.toString();
    }
  }

  /** All rows at once: what is in doubt takes its time. */
  @BeforeAll
  void tryAll() throws Exception {
    for (Map<String, String> cells : DocTable.rows(PAGE, "WhatsApp's codes")) {
      codes.add(tryCode(cells));
    }
    for (Map<String, String> cells :
        DocTable.rows(PAGE, "No answer, or one without a Graph error")) {
      stages.put(tryStage(cells), calls.getLast());
    }
    stages.keySet().stream().filter(it -> it.row().isHeld()).forEach(this::letItThrough);
  }

  /** Before it is tried a second time: each further wait is twice as long. */
  private void letItThrough(Tried tried) {
    fixture.results.await(tried.command().getCommandId(), CommandStatus.HELD);
    fixture.moveToSimulator(tried.account());
  }

  private Tried tryCode(Map<String, String> cells) {
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
    return new Tried(cells, row, account, command);
  }

  private Tried tryStage(Map<String, String> cells) throws Exception {
    Faults faults = new Faults();
    calls.add(faults);
    TestAccount account = fixture.newAccount(faults.at(cells.getOrDefault("stage", ""), directory));
    SendCommand command = Commands.text(account).setText(Commands.text("x".repeat(4000))).build();
    fixture.publish(command);
    return new Tried(cells, Row.of(cells, null), account, command);
  }

  @AfterAll
  void close() throws Exception {
    for (Faults faults : calls) {
      faults.close();
    }
  }

  Stream<Tried> codes() {
    return codes.stream();
  }

  Stream<Tried> stages() {
    return stages.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void aCodeInTheAnswer(Tried tried) {
    String id = tried.command().getCommandId();

    assertTold(tried);
    assertEnded(tried);
    assertThat(fixture.whatsapp.refused(id)).isEqualTo(1);
    assertThat(fixture.whatsapp.accepted(id)).isEqualTo(tried.row().isHeld() ? 1 : 0);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aCallThatEndsAtAStage(Tried tried) {
    assertTold(tried);
    assertEnded(tried);
    if (!tried.row().isHeld()) {
      assertThat(requireNonNull(stages.get(tried)).calls()).isEqualTo(1);
    }
  }

  private void assertTold(Tried tried) {
    Row row = tried.row();
    CommandResult told = fixture.results.await(tried.command().getCommandId(), row.status());
    assertThat(told.getErrorCode()).isEqualTo(row.code());
    assertThat(told.getProviderCode()).isEqualTo(row.providerCode());
    assertThat(told.getErrorMessage()).isNotBlank();
    assertThat(told.getIsFinal()).isEqualTo(row.status() == CommandStatus.REJECTED);
    assertThat(told.getMessageId()).isNull();
    assertThat(told.getAttempts()).isEqualTo(1);
  }

  /**
   * Held is sent after all; in doubt stays unknown, since WhatsApp says nothing; the rest is over.
   */
  private void assertEnded(Tried tried) {
    String id = tried.command().getCommandId();
    CommandStatus end = tried.row().isHeld() ? CommandStatus.SENT : tried.row().status();
    assertThat(fixture.results.awaitFinal(id).getStatus()).isEqualTo(end);
    fixture.results.of(id).stream()
        .limit(fixture.results.of(id).size() - 1L)
        .forEach(result -> assertThat(result.getStatus()).isEqualTo(tried.row().status()));
  }
}
