package dev.chasqui.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JourneyTest {

  private final AtomicLong now = new AtomicLong();
  private final Message message = new Message(1, "command-1", "573001200001");
  private final Journey journey = new Journey(1, List.of(message), now::get);

  @Test
  void aMessageIsCompleteOnceEveryStepAndEveryVerifiedWebhookIsIn() {
    journey.begin(message);
    journey.result(result(CommandStatus.SENT));
    journey.event(ack("evt-1", Ack.SERVER));
    journey.event(ack("evt-2", Ack.DEVICE));
    journey.event(ack("evt-3", Ack.READ));
    journey.event(reply("evt-4"));
    journey.webhook("evt-1", true);
    journey.webhook("evt-2", true);
    journey.webhook("evt-3", true);
    assertThat(journey.isOver()).isFalse();

    now.addAndGet(Duration.ofMillis(40).toNanos());
    journey.webhook("evt-4", true);

    assertThat(journey.isOver()).isTrue();
    Summary summary = journey.look(messages -> new Summary(messages, 4, 0));
    assertThat(summary.isComplete()).isTrue();
    assertThat(summary.lines(Duration.ofSeconds(1)))
        .anyMatch(line -> line.contains("all its webhooks") && line.contains("40 ms"))
        .last()
        .asString()
        .startsWith("Complete: 1 of 1 messages went the whole way in 1.0 s");
  }

  @Test
  void aWebhookMayOvertakeItsEventOnTheTopic() {
    journey.begin(message);
    journey.webhook("evt-1", true);
    journey.event(ack("evt-1", Ack.SERVER));

    assertThat(message.webhooks()).isEqualTo(1);
  }

  @Test
  void aRefusedCommandEndsItsMessageWithTheReason() {
    journey.begin(message);
    journey.result(result(CommandStatus.REJECTED));

    assertThat(journey.isOver()).isTrue();
    assertThat(message.failure()).contains("REJECTED, invalid_recipient: No such number");
  }

  @Test
  void eachReasonIsToldOnceWithTheNumberOfItsMessagesAndSomeOfThem() {
    List<Message> late =
        IntStream.rangeClosed(1, 7).mapToObj(n -> new Message(n, "command-" + n, "5730")).toList();

    assertThat(new Summary(late, 0, 0).lines(Duration.ofSeconds(1)))
        .containsSubsequence(
            "  7 x no \"sent\" in time",
            "      message 1, command command-1",
            "      message 5, command command-5",
            "      and 2 more");
  }

  @Test
  void oneWrongSignatureSpoilsTheWhole() {
    journey.webhook("evt-1", false);

    assertThat(new Summary(List.of(), 1, journey.forged()).isComplete()).isFalse();
  }

  private static CommandResult result(CommandStatus status) {
    boolean sent = status == CommandStatus.SENT;
    return CommandResult.newBuilder()
        .setResultId("result-1")
        .setCommandId("command-1")
        .setAccountId(1)
        .setTo("573001200001")
        .setStatus(status)
        .setIsFinal(true)
        .setTimestamp(Instant.EPOCH)
        .setErrorCode(sent ? null : "invalid_recipient")
        .setErrorMessage(sent ? null : "No such number")
        .build();
  }

  private static WhatsAppEvent ack(String id, Ack ack) {
    return event(id, "message.ack")
        .setAck(
            MessageAck.newBuilder()
                .setMessageId("wamid.1")
                .setCommandId("command-1")
                .setRecipient(identity())
                .setAck(ack)
                .build())
        .build();
  }

  private static WhatsAppEvent reply(String id) {
    return event(id, "message")
        .setMessage(
            MessageReceived.newBuilder()
                .setMessageId("wamid.2")
                .setFrom(identity())
                .setType("text")
                .build())
        .build();
  }

  private static WhatsAppEvent.Builder event(String id, String type) {
    return WhatsAppEvent.newBuilder()
        .setId(id)
        .setType(type)
        .setAccountId(1)
        .setTimestamp(Instant.EPOCH)
        .setReceivedAt(Instant.EPOCH);
  }

  private static Identity identity() {
    return Identity.newBuilder().setPhone("573001200001").build();
  }
}
