package dev.chasqui.sender.call;

import dev.chasqui.access.ApiException;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.call.Taken.Progress;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.command.CommandBook.Known;
import dev.chasqui.sender.result.Results;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Makes a message a command, and the command's result what its caller is told. Thread-safe. */
public final class MessageDesk {

  private final CommandGateway gateway;
  private final CommandBook commands;
  private final Predicate<CommandResult> isAnswer;

  /**
   * @param isAnswer whether a result is what a call waits for
   */
  public MessageDesk(
      CommandGateway gateway, CommandBook commands, Predicate<CommandResult> isAnswer) {
    this.gateway = gateway;
    this.commands = commands;
    this.isAnswer = isAnswer;
  }

  /**
   * Sends a message from an account.
   *
   * @throws ApiException if it was refused, or not taken
   */
  public Taken send(long accountId, CallOptions options, Draft draft) {
    SendCommand command = draft.command(accountId, options);
    if (options.idempotencyKey() != null && commands.known(command) == Known.ANOTHER) {
      throw IdempotencyKey.reused();
    }
    if (options.async()) {
      if (!draft.known()) {
        gateway.submit(command);
      }
      return new Taken(command, Progress.QUEUED, null);
    }
    Optional<CommandResult> result =
        draft.known()
            ? gateway.follow(command, isAnswer)
            : gateway.send(command, isAnswer, options.idempotencyKey() != null);
    // It may have been on its way into the queue before.
    if (result.isPresent() && !Results.Subject.of(command).mayHave(result.get())) {
      throw IdempotencyKey.reused();
    }
    return taken(command, result.orElse(null));
  }

  private static Taken taken(SendCommand command, @Nullable CommandResult result) {
    CommandStatus status = result == null ? CommandStatus.ACCEPTED : result.getStatus();
    return switch (status) {
      case REJECTED, EXPIRED -> throw refusal(Objects.requireNonNull(result));
      case CANCELLED -> throw ApiException.of(HttpStatus.CONFLICT, "cancelled", RestText.CANCELLED);
      case SENT -> new Taken(command, Progress.SENT, result);
      case UNKNOWN -> new Taken(command, Progress.UNKNOWN, result);
      case ACCEPTED, HELD, UNRECOGNIZED -> new Taken(command, Progress.QUEUED, result);
    };
  }

  private static ApiException refusal(CommandResult result) {
    String code = String.valueOf(result.getErrorCode());
    if (code.equals(ResultText.ACCOUNT_NOT_CONNECTED.code())) {
      return WhatsAppRefusals.notConnected(RestText.NOT_SENT);
    }
    if (code.equals(ResultText.UNKNOWN_ACCOUNT.code())) {
      // Callers have one; until all of the sender knows that it is enabled, it may be said so.
      return ApiException.accountDisabled();
    }
    String message = String.valueOf(result.getErrorMessage());
    return code.equals(ResultText.ACCOUNT_NOT_AUTHORISED.code())
        ? WhatsAppRefusals.notAuthorised(message)
        : ApiException.of(HttpStatus.BAD_REQUEST, code, ResultText.of(code, message));
  }
}
