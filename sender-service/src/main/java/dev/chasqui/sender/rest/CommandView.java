package dev.chasqui.sender.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.sender.command.CommandState;
import java.time.Instant;
import java.util.Locale;
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

  /** A final result, as on the topic. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      String status,
      Instant timestamp,
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

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
