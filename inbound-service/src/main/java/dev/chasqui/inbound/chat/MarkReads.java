package dev.chasqui.inbound.chat;

import dev.chasqui.access.ApiException;
import dev.chasqui.inbound.history.ReadMarks;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.messaging.PublishFailedException;
import dev.chasqui.messaging.RegistryUnavailableException;
import dev.chasqui.schemas.MarkRead;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/** Marks messages as read, here and at WhatsApp. Thread-safe. */
public final class MarkReads {

  private final AvroPublisher<SendCommand> commands;
  private final ReadMarks marks;

  public MarkReads(AvroPublisher<SendCommand> commands, ReadMarks marks) {
    this.commands = commands;
    this.marks = marks;
  }

  /**
   * Marks a message, and with it all before it. The command goes first: if the rest fails, its
   * result moves the mark.
   *
   * @throws ApiException 503 if Kafka did not confirm the command
   */
  void mark(Chat chat, String waId) {
    publish(
        SendCommand.newBuilder()
            .setCommandId(commandId(chat, waId))
            .setAccountId(chat.accountId())
            .setTo(chat.address())
            .setMarkRead(MarkRead.newBuilder().setMessageId(waId).build())
            .build());
    marks.mark(chat.accountId(), waId);
  }

  /** The same for the same message, so that it is sent once however often it is asked for. */
  private static String commandId(Chat chat, String waId) {
    String message = chat.accountId() + ":" + waId;
    return "read-" + UUID.nameUUIDFromBytes(message.getBytes(StandardCharsets.UTF_8));
  }

  private void publish(SendCommand command) {
    String key = Long.toString(command.getAccountId());
    try {
      commands.publishAll(List.of(new OutgoingRecord<>(Topics.COMMANDS, key, command)));
    } catch (RegistryUnavailableException e) {
      throw ApiException.of(HttpStatus.SERVICE_UNAVAILABLE, "not_accepted", ChatText.NOT_ACCEPTED);
    } catch (PublishFailedException e) {
      throw ApiException.of(
          HttpStatus.SERVICE_UNAVAILABLE, "not_confirmed", ChatText.NOT_CONFIRMED);
    }
  }
}
