package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiError.FieldError;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.TextContent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST resource messages of WhatsApp API Engine; sends from the caller's account. */
@RestController
@RequestMapping("/api/messages")
public class MessageController {

  private final CommandGateway gateway;
  private final Clock clock;

  public MessageController(CommandGateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  /** The body of {@code POST /api/messages/send}, as it came. */
  record TextRequest(@Nullable String phone, @Nullable String message) {

    /** Leaves out the text, which is private. */
    @Override
    public String toString() {
      return "TextRequest[***]";
    }

    void check() {
      List<FieldError> errors = new ArrayList<>();
      if (phone == null || phone.isBlank()) {
        errors.add(
            new FieldError("phone", "is required: a number in international form, or a JID"));
      }
      MessageText.check(message, errors);
      if (!errors.isEmpty()) {
        throw ApiException.invalid(errors);
      }
    }
  }

  /**
   * A message that was taken.
   *
   * @param messageId WhatsApp's id; while the message is queued, the command's
   * @param status {@code sent}, {@code queued} or {@code unknown}
   */
  record Sent(String messageId, String commandId, String phone, String status, Instant timestamp) {}

  @PostMapping("/send")
  Success<Sent> send(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestBody TextRequest request) {
    request.check();
    String phone = Objects.requireNonNull(request.phone());
    SendCommand command =
        SendCommand.newBuilder()
            .setCommandId(key == null ? UUID.randomUUID().toString() : checked(key))
            .setAccountId(caller.accountId())
            .setTo(phone)
            .setText(TextContent.newBuilder().setBody(request.message()).build())
            .build();
    return Success.of(answer(command, gateway.send(command)));
  }

  /** Calls with the same key are the same command, which is sent once. */
  private static String checked(String key) {
    return "rest-" + IdempotencyKey.checked(key);
  }

  private Sent answer(SendCommand command, Optional<CommandResult> result) {
    CommandStatus status = result.map(CommandResult::getStatus).orElse(CommandStatus.ACCEPTED);
    return switch (status) {
      case REJECTED, EXPIRED -> throw refusal(result.orElseThrow());
      case CANCELLED ->
          throw ApiException.of(
              HttpStatus.CONFLICT, "cancelled", "The message was cancelled before it was sent");
      case SENT -> sent(command, result.orElseThrow().getMessageId(), "sent");
      case UNKNOWN -> sent(command, command.getCommandId(), "unknown");
      case ACCEPTED, HELD, UNRECOGNIZED -> sent(command, command.getCommandId(), "queued");
    };
  }

  private Sent sent(SendCommand command, String messageId, String status) {
    return new Sent(messageId, command.getCommandId(), command.getTo(), status, clock.instant());
  }

  private static ApiException refusal(CommandResult result) {
    boolean notConnected = "account_not_authorised".equals(result.getErrorCode());
    return ApiException.of(
        notConnected ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_REQUEST,
        String.valueOf(result.getErrorCode()),
        String.valueOf(result.getErrorMessage()));
  }
}
