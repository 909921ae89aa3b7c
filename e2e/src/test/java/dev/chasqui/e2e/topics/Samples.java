package dev.chasqui.e2e.topics;

import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.InteractiveContent;
import dev.chasqui.schemas.MediaContent;
import dev.chasqui.schemas.ProviderEvent;
import dev.chasqui.schemas.ReplyButton;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.SentContent;
import dev.chasqui.schemas.TemplateComponent;
import dev.chasqui.schemas.TemplateContent;
import dev.chasqui.schemas.TemplateParameter;
import dev.chasqui.schemas.TextContent;
import dev.chasqui.testing.samples.EventSamples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;

/** The document's examples, by their names. The events are those of {@code docs/events.md}. */
final class Samples {

  private static final String COMMAND = "5c226d57-0f4f-4b43-8f7b-0b1f0f6c2d11";
  private static final String THEIRS = "573001234567";

  static {
    // As whoever sends them has it: before, Avro does not trust the generated types' builders.
    new AvroSerializer<SendCommand>().close();
  }

  private Samples() {}

  /** Those of one contract, which has the name of its type. */
  static Map<String, ? extends IndexedRecord> of(String contract) {
    return switch (contract) {
      case "SendCommand" -> commands();
      case "CommandResult" -> results();
      case "ProviderEvent" -> Map.of("a webhook call", providerEvent());
      case "WhatsAppEvent" -> EventSamples.of(1);
      default -> throw new AssertionError("No examples of " + contract);
    };
  }

  private static Map<String, SendCommand> commands() {
    Map<String, SendCommand> commands = new LinkedHashMap<>();
    commands.put(
        "text",
        command()
            .setText(TextContent.newBuilder().setBody("Your order is on its way").build())
            .setClientReference("order 4711")
            .build());
    commands.put(
        "image",
        command()
            .setImage(
                MediaContent.newBuilder()
                    .setLink("https://shop.example.com/4711.jpg")
                    .setCaption("Order 4711")
                    .build())
            .build());
    commands.put("buttons, not after a time", withButtons());
    commands.put("template", fromTemplate());
    return commands;
  }

  private static SendCommand.Builder command() {
    return SendCommand.newBuilder().setCommandId(COMMAND).setAccountId(1).setTo(THEIRS);
  }

  private static SendCommand withButtons() {
    return command()
        .setInteractive(
            InteractiveContent.newBuilder()
                .setKind("button")
                .setBody("Are you at home today?")
                .setButtons(List.of(button("yes", "Yes"), button("no", "No")))
                .build())
        .setExpiresAt(Instant.parse("2026-11-21T18:00:00Z"))
        .build();
  }

  private static ReplyButton button(String id, String title) {
    return ReplyButton.newBuilder().setId(id).setTitle(title).build();
  }

  private static SendCommand fromTemplate() {
    TemplateParameter order = TemplateParameter.newBuilder().setText("4711").build();
    return command()
        .setTemplate(
            TemplateContent.newBuilder()
                .setName("order_on_its_way")
                .setLanguage("en_US")
                .setComponents(
                    List.of(
                        TemplateComponent.newBuilder()
                            .setType("body")
                            .setParameters(List.of(order))
                            .build()))
                .build())
        .build();
  }

  private static Map<String, CommandResult> results() {
    Map<String, CommandResult> results = new LinkedHashMap<>();
    results.put(
        "sent",
        result(CommandStatus.SENT)
            .setMessageId("wamid.B1")
            .setWaId(THEIRS)
            .setClientReference("order 4711")
            .setContent(
                SentContent.newBuilder()
                    .setType("text")
                    .setBody("Your order is on its way")
                    .build())
            .build());
    results.put(
        "rejected",
        result(CommandStatus.REJECTED)
            .setErrorCode("outside_service_window")
            .setErrorMessage("Re-engagement message")
            .setProviderCode(131_047)
            .build());
    return results;
  }

  private static CommandResult.Builder result(CommandStatus status) {
    return CommandResult.newBuilder()
        .setResultId("1:" + COMMAND + ":final")
        .setCommandId(COMMAND)
        .setAccountId(1)
        .setTo(THEIRS)
        .setStatus(status)
        .setIsFinal(true)
        .setTimestamp(Instant.parse("2026-11-21T15:04:05Z"))
        .setAttempts(1);
  }

  private static ProviderEvent providerEvent() {
    return ProviderEvent.newBuilder()
        .setEventId("0e6f1f0e-57a5-4f0f-9b1d-3b7f6f0e2a10")
        .setAccountId(1)
        .setReceivedAt(Instant.parse("2026-11-21T15:04:06Z"))
        .setHeaders(Map.of("content-type", "application/json"))
        .setBody(
            ByteBuffer.wrap(
                "{\"object\":\"whatsapp_business_account\",\"entry\":[]}"
                    .getBytes(StandardCharsets.UTF_8)))
        .build();
  }
}
