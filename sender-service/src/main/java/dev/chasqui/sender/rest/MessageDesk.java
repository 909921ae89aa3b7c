package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Makes a message a command, and the command's result the call's answer. Thread-safe. */
final class MessageDesk {

  private static final int NOT_CONNECTED = 133010;

  private final CommandGateway gateway;
  private final Clock clock;

  MessageDesk(CommandGateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  /**
   * Sends a message from the caller's account.
   *
   * @throws ApiException if it was refused, or not taken
   */
  ResponseEntity<Success<Sent>> send(Caller caller, CallOptions options, Draft draft) {
    SendCommand command =
        draft
            .content()
            .apply(
                SendCommand.newBuilder()
                    .setCommandId(options.commandId())
                    .setAccountId(caller.accountId())
                    .setTo(draft.phone()))
            .build();
    return options.answer(Success.of(options.async() ? submitted(command) : sent(command)));
  }

  private Sent submitted(SendCommand command) {
    gateway.submit(command);
    return sent(command, command.getCommandId(), "queued");
  }

  private Sent sent(SendCommand command) {
    return answer(command, gateway.send(command));
  }

  private Sent answer(SendCommand command, Optional<CommandResult> result) {
    CommandStatus status = result.map(CommandResult::getStatus).orElse(CommandStatus.ACCEPTED);
    return switch (status) {
      case REJECTED, EXPIRED -> throw refusal(result.orElseThrow());
      case CANCELLED -> throw ApiException.of(HttpStatus.CONFLICT, "cancelled", RestText.CANCELLED);
      case SENT -> sent(command, result.orElseThrow().getMessageId(), "sent");
      case UNKNOWN -> sent(command, command.getCommandId(), "unknown");
      case ACCEPTED, HELD, UNRECOGNIZED -> sent(command, command.getCommandId(), "queued");
    };
  }

  private Sent sent(SendCommand command, String messageId, String status) {
    return new Sent(messageId, command.getCommandId(), command.getTo(), status, clock.instant());
  }

  private static ApiException refusal(CommandResult result) {
    if (Objects.equals(result.getProviderCode(), NOT_CONNECTED)) {
      return WhatsAppRefusals.notConnected();
    }
    String code = String.valueOf(result.getErrorCode());
    String message = String.valueOf(result.getErrorMessage());
    return code.equals(ResultText.ACCOUNT_NOT_AUTHORISED.code())
        ? WhatsAppRefusals.notAuthorised(message)
        : ApiException.of(HttpStatus.BAD_REQUEST, code, ResultText.of(code, message));
  }
}
