package dev.chasqui.sender.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.sender.bulk.BulkCommandId;
import dev.chasqui.sender.bulk.BulkRecipient;
import dev.chasqui.sender.bulk.WaitingRecipients;
import dev.chasqui.sender.command.CommandState;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command as REST shows it; what is not known is left out.
 *
 * @param status {@code waiting}, {@code sending} or {@code finished}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CommandView(
    String commandId,
    @Nullable String phone,
    String status,
    @Nullable String reason,
    @Nullable Instant since,
    @Nullable Instant due,
    int attempts,
    @Nullable Result result) {

  private static final String IN_JOB = "bulk_job";

  /**
   * A final result, as on the topic.
   *
   * @param timestamp left out for what a bulk job never queued: nothing of it is on the topic
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      String status,
      @Nullable Instant timestamp,
      @Nullable String messageId,
      @Nullable String errorCode,
      @Nullable String errorMessage,
      @Nullable Integer providerCode) {

    static Result of(CommandResult result) {
      return new Result(
          lower(result.getStatus()),
          result.getTimestamp(),
          result.getMessageId(),
          result.getErrorCode(),
          result.getErrorMessage(),
          result.getProviderCode());
    }
  }

  static CommandView of(CommandState state) {
    return new CommandView(
        state.commandId(),
        state.to(),
        lower(state.progress()),
        state.reason(),
        state.since(),
        state.due(),
        state.attempts(),
        state.result() == null ? null : Result.of(state.result()));
  }

  /** One that its bulk job has not queued yet. */
  static CommandView of(WaitingRecipients.Waiting waiting) {
    return new CommandView(
        waiting.id().text(),
        waiting.recipient(),
        "waiting",
        IN_JOB,
        waiting.since(),
        null,
        0,
        null);
  }

  /** One of which only its bulk job knows; empty if its end is not known there either. */
  static Optional<CommandView> ended(BulkCommandId id, BulkRecipient recipient) {
    CommandStatus status =
        switch (recipient.status()) {
          case WAITING, QUEUED -> null;
          case SENT -> CommandStatus.SENT;
          case FAILED -> CommandStatus.REJECTED;
          case UNKNOWN -> CommandStatus.UNKNOWN;
          case CANCELLED -> CommandStatus.CANCELLED;
        };
    return Optional.ofNullable(status)
        .map(
            it ->
                new CommandView(
                    id.text(),
                    recipient.recipient(),
                    "finished",
                    recipient.code(),
                    null,
                    null,
                    0,
                    new Result(lower(it), null, null, recipient.code(), null, null)));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
