package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.MarkRead;
import dev.chasqui.schemas.SendCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What WhatsApp gets for each kind of content, and that it takes it. */
@ExtendWith(SharedSender.class)
class ContentTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final SenderFixture fixture;
  private final TestAccount account;

  ContentTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @ParameterizedTest
  @MethodSource("dev.chasqui.sender.ContentExamples#all")
  void isSentInWhatsAppsShape(String type, String object, ContentExamples.Content content) {
    SendCommand command = content.apply(Commands.empty(account)).build();

    ObjectNode expected = envelope(command).put("to", command.getTo()).put("type", type);
    expected.set(type, JSON.readTree(object));
    assertThat(bodyOf(command)).isEqualTo(expected);
    assertThat(fixture.results.awaitFinal(command.getCommandId()).getContent().getType())
        .isEqualTo(type);
  }

  @Test
  void aReplyNamesTheMessageItRepliesTo() {
    SendCommand command = Commands.text(account).setReplyTo("wamid.BBB").build();

    assertThat(bodyOf(command).path("context"))
        .isEqualTo(JSON.readTree("{\"message_id\":\"wamid.BBB\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "+1 (555) 000-2222,                  individual, to,        15550002222",
    "15550002222,                        individual, to,        15550002222",
    "15550002222@c.us,                   individual, to,        15550002222",
    "15550002222@s.whatsapp.net,         individual, to,        15550002222",
    "120363025246125486@g.us,            group,      to,        120363025246125486",
    "US.13491208655302741918,            individual, recipient, US.13491208655302741918"
  })
  void theRecipientIsNamedAsWhatsAppWantsIt(
      String to, String recipientType, String field, String value) {
    SendCommand command = Commands.text(account).setTo(to).build();

    ObjectNode expected = envelope(command).put(field, value).put("type", "text");
    expected.put("recipient_type", recipientType);
    expected.putObject("text").put("body", "hi").put("preview_url", false);
    assertThat(bodyOf(command)).isEqualTo(expected);
  }

  @Test
  void aReadMarkIsSentAndHasNoMessageId() {
    String person = Commands.recipient();
    String wamid = fixture.whatsapp.inbound(account.phoneNumberId(), person);

    CommandResult result =
        fixture.send(
            Commands.empty(account).setTo(person).setMarkRead(new MarkRead(wamid, true)).build());

    assertThat(result.getStatus()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getMessageId()).isNull();
    assertThat(fixture.whatsapp.markedRead(account.phoneNumberId())).isEqualTo(1);
  }

  private static ObjectNode envelope(SendCommand command) {
    return JSON.createObjectNode()
        .put("messaging_product", "whatsapp")
        .put("recipient_type", "individual")
        .put("biz_opaque_callback_data", command.getCommandId());
  }

  /** The body that arrived at WhatsApp, once. */
  private JsonNode bodyOf(SendCommand command) {
    CommandResult result = fixture.send(command);
    assertThat(result.getStatus()).as(result.toString()).isEqualTo(CommandStatus.SENT);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
    return fixture.whatsapp.bodies(account.phoneNumberId()).getLast();
  }
}
