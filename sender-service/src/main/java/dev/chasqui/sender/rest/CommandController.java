package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.access.text.FieldText;
import dev.chasqui.access.text.Languages;
import dev.chasqui.sender.command.Cancellation;
import dev.chasqui.sender.command.Cancellations;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.command.CommandState;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.LaneState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The commands of the caller's account: what waits, how one stands, and to cancel it. */
@RestController
@RequestMapping("/api/commands")
@Tag(name = "Commands")
public class CommandController {

  private static final int MOST = 500;

  private final CommandBook commands;
  private final Cancellations cancellations;

  public CommandController(CommandBook commands, Cancellations cancellations) {
    this.commands = commands;
    this.cancellations = cancellations;
  }

  /**
   * A page.
   *
   * @param next what to hand back as {@code after}; null at the end
   */
  record Commands(List<CommandView> commands, @Nullable String next) {}

  /** How many there are. */
  record Count(long waiting, long sending) {}

  /** What was cancelled. */
  record Cancelled(int cancelled) {}

  /** A refusal that says how the command stands. */
  record NotCancelled(boolean success, String error, String code, CommandView data) {}

  @Operation(summary = "Lista los mensajes en espera")
  @ApiResponse(responseCode = "200", description = "Página de mensajes")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @GetMapping
  Success<Commands> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "waiting") String status,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    requireWaiting(status);
    if (limit < 1 || limit > MOST) {
      throw ApiException.invalid("limit", FieldText.BETWEEN.with(1, MOST));
    }
    CommandBook.Page page =
        commands.waiting(caller.accountId(), after == null ? null : Cursor.parse(after), limit);
    return Success.of(
        new Commands(
            page.commands().stream().map(CommandView::of).toList(),
            page.next() == null ? null : Cursor.of(page.next())));
  }

  @Operation(summary = "Cuenta los mensajes en espera")
  @ApiResponse(responseCode = "200", description = "Cantidades")
  @GetMapping("/count")
  Success<Count> count(@AuthenticationPrincipal Caller caller) {
    LaneState lane = commands.lane(caller.accountId());
    return Success.of(new Count(lane.waiting(), lane.leased()));
  }

  @Operation(summary = "Muestra el estado de un mensaje")
  @ApiResponse(responseCode = "200", description = "Estado del mensaje")
  @ApiResponse(responseCode = "404", description = "No existe")
  @GetMapping("/{commandId}")
  Success<CommandView> get(@AuthenticationPrincipal Caller caller, @PathVariable String commandId) {
    return Success.of(view(caller, commandId));
  }

  @Operation(summary = "Cancela un mensaje en espera")
  @ApiResponse(responseCode = "200", description = "Mensaje cancelado")
  @ApiResponse(responseCode = "404", description = "No existe")
  @ApiResponse(responseCode = "409", description = "Ya se está enviando o terminó")
  @DeleteMapping("/{commandId}")
  ResponseEntity<?> cancel(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String commandId,
      HttpServletRequest request) {
    Cancellation cancellation =
        cancellations
            .cancel(caller.accountId(), List.of(commandId))
            .getOrDefault(commandId, new Cancellation.NotFound());
    return switch (cancellation) {
      case Cancellation.Cancelled _ -> ResponseEntity.ok(Success.of(view(caller, commandId)));
      case Cancellation.InFlight _ ->
          conflict(request, "already_sending", RestText.ALREADY_SENDING, view(caller, commandId));
      case Cancellation.Finished _ ->
          conflict(request, "already_finished", RestText.ALREADY_FINISHED, view(caller, commandId));
      case Cancellation.NotFound _ -> throw ApiException.notFound(RestText.COMMAND_NOT_FOUND);
    };
  }

  /** Cancels all that wait; what comes while it does may be cancelled or not. */
  @Operation(summary = "Cancela todos los mensajes en espera")
  @ApiResponse(responseCode = "200", description = "Cantidad de cancelados")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @DeleteMapping
  Success<Cancelled> cancelAll(
      @AuthenticationPrincipal Caller caller, @RequestParam String status) {
    requireWaiting(status);
    int cancelled = 0;
    Item.@Nullable Place after = null;
    do {
      CommandBook.Page page = commands.waiting(caller.accountId(), after, MOST);
      List<String> ids = page.commands().stream().map(CommandState::commandId).toList();
      cancelled +=
          (int)
              cancellations.cancel(caller.accountId(), ids).values().stream()
                  .filter(Cancellation.Cancelled.class::isInstance)
                  .count();
      after = page.next();
    } while (after != null);
    return Success.of(new Cancelled(cancelled));
  }

  private CommandView view(Caller caller, String commandId) {
    return commands
        .find(caller.accountId(), commandId)
        .map(CommandView::of)
        .orElseThrow(() -> ApiException.notFound(RestText.COMMAND_NOT_FOUND));
  }

  private static ResponseEntity<NotCancelled> conflict(
      HttpServletRequest request, String code, RestText error, CommandView command) {
    Locale language = Languages.of(request);
    return ResponseEntity.status(HttpStatus.CONFLICT)
        .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
        .body(new NotCancelled(false, error.in(language), code, command));
  }

  private static void requireWaiting(String status) {
    if (!status.equals("waiting")) {
      throw ApiException.invalid("status", RestText.MUST_BE.with("waiting"));
    }
  }
}
