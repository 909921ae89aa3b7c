package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.messaging.DeadLetterHeaders;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.InteractiveContent;
import dev.chasqui.schemas.Location;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import dev.chasqui.testing.TestConsumer;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad command stands between two good ones, which go out all the same. */
@ExtendWith(SharedSender.class)
class BadInputTest {

  private final SenderFixture fixture;
  private final TestAccount account;

  BadInputTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @Test
  void anUnknownAccount() {
    SendCommand bad = Commands.text(new TestAccount(987_654_321, "")).build();

    assertThat(refusalOf(bad).getErrorCode()).isEqualTo("unknown_account");
  }

  @Test
  void commandsOfAnAccountThatCannotBeOpenedWaitAndHoldUpNobody() {
    TestAccount sealed = fixture.newAccount();
    RestClient rest = new RestClient(fixture, sealed);
    String id = " where account_id = " + sealed.id();
    fixture.database.execute(
        "update access.account set secrets = set_byte(secrets, 20, get_byte(secrets, 20) # 1)"
            + id);
    SendCommand waiting = Commands.text(sealed).build();
    SendCommand good = Commands.text(account).build();

    fixture.publish(waiting, good);
    assertSent(good);
    fixture.sendBehind(good);
    assertThat(rest.get("/api/session/status").code()).isEqualTo("account_unusable");
    assertThat(fixture.results.of(waiting.getCommandId())).noneMatch(CommandResult::getIsFinal);

    fixture.database.execute(
        "update access.account set secrets = set_byte(secrets, 20, get_byte(secrets, 20) # 1)"
            + id);
    assertSent(waiting);
  }

  @Test
  void anInvalidRecipientIsEchoedShortened() {
    SendCommand bad = Commands.text(account).setTo("hello".repeat(10_000)).build();

    CommandResult result = refusalOf(bad);
    assertThat(result.getErrorCode()).isEqualTo("invalid_recipient");
    assertThat(bad.getTo()).startsWith(result.getTo());
    assertThat(result.getTo()).hasSize(256);
  }

  @Test
  void noContent() {
    assertThat(refusalOf(Commands.empty(account).build()).getErrorCode())
        .isEqualTo("invalid_message");
  }

  @Test
  void twoContents() {
    SendCommand bad =
        Commands.text(account).setLocation(new Location(1.0, 1.0, null, null, null)).build();

    CommandResult result = refusalOf(bad);
    assertThat(result.getErrorCode()).isEqualTo("invalid_message");
    assertThat(result.getErrorMessage()).contains("this one has 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "\"text\"", "{} {}"})
  void actionJsonThatIsNoObject(String actionJson) {
    CommandResult result = refusalOf(flow(actionJson));

    assertThat(result.getErrorCode()).isEqualTo("invalid_message");
    assertThat(result.getErrorMessage()).contains("actionJson");
  }

  @Test
  void actionJsonThatIsNestedTooDeep() {
    assertThat(refusalOf(flow(nested(600))).getErrorCode()).isEqualTo("invalid_message");
  }

  @Test
  void strangeActionJsonIsLeftToWhatsAppToRefuse() {
    for (String strange : List.of("{\"name\":\"\\ud800\"}", nested(490))) {
      CommandResult result = resultAmongGoodOnes(flow(strange));
      assertThat(result.getStatus()).isEqualTo(CommandStatus.REJECTED);
      assertThat(result.getAttempts()).isEqualTo(1);
    }
  }

  private static String nested(int depth) {
    return "{\"name\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
  }

  private SendCommand flow(String actionJson) {
    InteractiveContent.Builder flow = InteractiveContent.newBuilder().setKind("flow");
    return Commands.empty(account).setInteractive(flow.setActionJson(actionJson).build()).build();
  }

  @Test
  void aClientReferenceThatIsTooLong() {
    SendCommand bad = Commands.text(account).setClientReference("r".repeat(300)).build();

    CommandResult result = refusalOf(bad);
    assertThat(result.getErrorCode()).isEqualTo("invalid_message");
    assertThat(result.getClientReference()).isEqualTo("r".repeat(256));
  }

  @Test
  void aTextThatIsFarTooLongIsLeftToWhatsAppToRefuse() {
    SendCommand bad = Commands.text(account).setText(Commands.text("x".repeat(500_000))).build();

    CommandResult result = resultAmongGoodOnes(bad);
    assertThat(result.getStatus()).isEqualTo(CommandStatus.REJECTED);
    assertThat(result.getErrorCode()).isEqualTo("invalid_message");
    assertThat(result.getProviderCode()).isEqualTo(131009);
  }

  @ParameterizedTest
  @CsvSource({"''", "'  '", "a\u0000b", "'a\nb'"})
  void aCommandIdThatCannotBeUsed(String commandId) throws Exception {
    assertDeadLettered(
        fixture.encode(Commands.text(account).setCommandId(commandId).build()),
        "invalid-command-id");
  }

  @Test
  void aCommandIdThatIsTooLong() throws Exception {
    assertDeadLettered(
        fixture.encode(Commands.text(account).setCommandId("i".repeat(129)).build()),
        "invalid-command-id");
  }

  @Test
  void bytesThatAreNoAvro() throws Exception {
    assertDeadLettered("{\"commandId\":\"1\"}".getBytes(UTF_8), "wrong-magic-byte");
  }

  @Test
  void aSchemaThatTheRegistryDoesNotKnow() throws Exception {
    assertDeadLettered(new byte[] {0, 0x7f, 0x12, 0x34, 0x56, 1, 2, 3}, "unknown-schema-id");
  }

  @Test
  void aCommandThatIsCutOff() throws Exception {
    byte[] whole = fixture.encode(Commands.text(account).build());
    assertDeadLettered(Arrays.copyOf(whole, whole.length / 2), "corrupt-value");
  }

  private CommandResult refusalOf(SendCommand bad) {
    CommandResult result = resultAmongGoodOnes(bad);
    assertThat(result.getStatus()).isEqualTo(CommandStatus.REJECTED);
    assertThat(result.getIsFinal()).isTrue();
    assertThat(result.getAttempts()).isZero();
    assertThat(result.getErrorMessage()).isNotBlank();
    assertThat(fixture.whatsapp.accepted(bad.getCommandId())).isZero();
    assertThat(fixture.results.of(bad.getCommandId())).hasSize(1);
    return result;
  }

  private CommandResult resultAmongGoodOnes(SendCommand bad) {
    SendCommand before = Commands.text(account).build();
    SendCommand after = Commands.text(account).build();
    fixture.publish(before, bad, after);
    assertSent(before, after);
    return fixture.results.awaitFinal(bad.getCommandId());
  }

  private void assertDeadLettered(byte[] bytes, String reason) throws Exception {
    SendCommand before = Commands.text(account).build();
    SendCommand after = Commands.text(account).build();
    String key = "" + account.id();
    fixture.publish(before);
    fixture.publishRaw(key, bytes);
    fixture.publish(after);
    assertSent(before, after);

    try (TestConsumer letters = TestConsumer.of(Topics.COMMANDS + ".dlt")) {
      List<ConsumerRecord<byte[], byte[]>> all =
          letters.await(records -> records.stream().anyMatch(it -> isOf(key, it)));
      assertThat(all)
          .filteredOn(letter -> isOf(key, letter))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.value()).isEqualTo(bytes);
                assertThat(letter.headers().lastHeader(DeadLetterHeaders.REASON).value())
                    .asString(UTF_8)
                    .isEqualTo(reason);
              });
    }
  }

  private static boolean isOf(String key, ConsumerRecord<byte[], byte[]> letter) {
    return Arrays.equals(letter.key(), key.getBytes(UTF_8));
  }

  private void assertSent(SendCommand... commands) {
    for (SendCommand command : commands) {
      assertThat(fixture.results.awaitFinal(command.getCommandId()).getStatus())
          .isEqualTo(CommandStatus.SENT);
    }
  }
}
