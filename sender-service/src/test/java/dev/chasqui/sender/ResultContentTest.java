package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.InteractiveContent;
import dev.chasqui.schemas.MarkRead;
import dev.chasqui.schemas.MediaContent;
import dev.chasqui.schemas.ReactionContent;
import dev.chasqui.schemas.ReplyButton;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.SentContent;
import dev.chasqui.schemas.TemplateContent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What results tell of what was sent, for those who read nothing but results. */
@ExtendWith(SharedSender.class)
class ResultContentTest {

  private final SenderFixture fixture;
  private final TestAccount account;

  ResultContentTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  private static MediaContent.Builder file() {
    return MediaContent.newBuilder().setLink("https://files.example/a");
  }

  private static SentContent content(
      String type, @Nullable String body, @Nullable String filename, @Nullable String target) {
    return new SentContent(type, body, filename, target);
  }

  private static Arguments example(SentContent expected, ContentExamples.Content content) {
    return Arguments.argumentSet(expected.getType(), expected, content);
  }

  static Stream<Arguments> contents() {
    MediaContent captioned = file().setCaption("Mira").build();
    return Stream.of(
        example(content("text", "Grüße 😀", null, null), c -> c.setText(Commands.text("Grüße 😀"))),
        example(content("image", "Mira", null, null), c -> c.setImage(captioned)),
        example(content("video", "Mira", null, null), c -> c.setVideo(captioned)),
        example(content("audio", null, null, null), c -> c.setAudio(file().build())),
        example(
            content("document", null, "a.pdf", null),
            c -> c.setDocument(file().setFilename("a.pdf").build())),
        example(
            content("reaction", "👍", null, "wamid.AAA"),
            c -> c.setReaction(new ReactionContent("wamid.AAA", "👍"))),
        example(
            content("interactive", "B", null, null),
            c ->
                c.setInteractive(
                    InteractiveContent.newBuilder()
                        .setKind("button")
                        .setBody("B")
                        .setButtons(List.of(new ReplyButton("1", "One")))
                        .build())),
        example(
            content("template", "hello_world", null, null),
            c -> c.setTemplate(new TemplateContent("hello_world", "de", List.of()))));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void theFinalResultTellsWhatWasSent(SentContent expected, ContentExamples.Content content) {
    CommandResult result = fixture.send(content.apply(Commands.empty(account)).build());

    assertThat(result.getStatus()).as(result.toString()).isEqualTo(CommandStatus.SENT);
    assertThat(result.getContent()).isEqualTo(expected);
  }

  @Test
  void aReadMarkTellsWhatIsRead() {
    String person = Commands.recipient();
    String wamid = fixture.whatsapp.inbound(account.phoneNumberId(), person);

    CommandResult result =
        fixture.send(
            Commands.empty(account).setTo(person).setMarkRead(new MarkRead(wamid, false)).build());

    assertThat(result.getContent()).isEqualTo(content("read", null, null, wamid));
  }

  @Test
  void whatWaitsIsToldWhenItIsTakenAndWhenItEnds() {
    SendCommand command = Commands.text(account).setSendAt(Instant.now().plusSeconds(3600)).build();
    fixture.publish(command);
    CommandResult accepted = fixture.results.await(command.getCommandId(), CommandStatus.ACCEPTED);

    var _ = fixture.cancel(account, command.getCommandId());

    assertThat(accepted.getContent()).isEqualTo(content("text", "hi", null, null));
    CommandResult cancelled = fixture.results.awaitFinal(command.getCommandId());
    assertThat(cancelled.getStatus()).isEqualTo(CommandStatus.CANCELLED);
    assertThat(cancelled.getContent()).isEqualTo(accepted.getContent());
  }

  @Test
  void whatIsOverBeforeItIsSentIsToldToo() {
    SendCommand expired = Commands.text(account).setExpiresAt(Instant.EPOCH).build();

    assertThat(fixture.send(expired).getContent()).isEqualTo(content("text", "hi", null, null));
  }

  @Test
  void whatIsSentAtOnceIsToldWhileItsOutcomeIsOpen() {
    fixture.whatsapp.fault(account.phoneNumberId(), "reset_after", ",\"times\":1");
    SendCommand command = Commands.text(account).build();

    CommandResult last = fixture.send(command);

    assertThat(last.getStatus()).isEqualTo(CommandStatus.UNKNOWN);
    assertThat(last.getContent()).isEqualTo(content("text", "hi", null, null));
    assertThat(fixture.results.of(command.getCommandId()))
        .filteredOn(result -> !result.getIsFinal())
        .isNotEmpty()
        .allSatisfy(result -> assertThat(result.getContent()).isEqualTo(last.getContent()));
  }

  @Test
  void aRefusedTextIsToldAsFarAsWhatsAppWouldTakeIt() {
    String body = "a".repeat(4095) + "😀" + "b".repeat(100_000);

    CommandResult refused =
        fixture.send(Commands.empty(account).setTo("nobody").setText(Commands.text(body)).build());

    assertThat(refused.getErrorCode()).isEqualTo("invalid_recipient");
    assertThat(refused.getContent().getBody()).isEqualTo("a".repeat(4095));
  }

  @Test
  void whatHasNoContentHasNone() {
    assertThat(fixture.send(Commands.empty(account).build()).getContent()).isNull();
  }
}
