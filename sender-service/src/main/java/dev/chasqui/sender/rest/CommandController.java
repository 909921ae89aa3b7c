package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.access.Success;
import dev.chasqui.access.text.FieldText;
import dev.chasqui.sender.call.RestText;
import dev.chasqui.sender.command.Cancellation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private static final String WAITING = "waiting";

  private final CommandDesk desk;

  CommandController(CommandDesk desk) {
    this.desk = desk;
  }

  /**
   * A page.
   *
   * @param next what to hand back as {@code after}; null at the end
   */
  record Commands(List<CommandView> commands, @Nullable String next) {}

  /** What was cancelled. */
  record Cancelled(int cancelled) {}

  @Operation(summary = "Lista los mensajes en espera")
  @ApiResponse(responseCode = "200", description = "Página de mensajes")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @GetMapping
  Success<Commands> list(
      @AuthenticationPrincipal Caller caller,
      @Parameter(schema = @Schema(allowableValues = WAITING, defaultValue = WAITING))
          @RequestParam(defaultValue = WAITING)
          String status,
      @Parameter(schema = @Schema(minimum = "1", maximum = "" + MOST, defaultValue = "100"))
          @RequestParam(defaultValue = "100")
          int limit,
      @RequestParam(required = false) @Nullable String after) {
    requireWaiting(status);
    if (limit < 1 || limit > MOST) {
      throw ApiException.invalid("limit", FieldText.BETWEEN.with(1, MOST));
    }
    CommandDesk.Page page =
        desk.waiting(caller.accountId(), after == null ? null : Cursor.parse(after), limit);
    return Success.of(
        new Commands(page.commands(), page.next() == null ? null : page.next().text()));
  }

  @Operation(summary = "Cuenta los mensajes en espera")
  @ApiResponse(responseCode = "200", description = "Cantidades")
  @GetMapping("/count")
  Success<CommandDesk.Count> count(@AuthenticationPrincipal Caller caller) {
    return Success.of(desk.count(caller.accountId()));
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
  Success<CommandView> cancel(
      @AuthenticationPrincipal Caller caller, @PathVariable String commandId) {
    Cancellation cancellation = desk.cancel(caller.accountId(), commandId);
    // If it is known at all, it has ended where it is not found.
    CommandView view = view(caller, commandId);
    return switch (cancellation) {
      case Cancellation.Cancelled _ -> Success.of(view);
      case Cancellation.InFlight _ ->
          throw ApiException.conflict("already_sending", RestText.ALREADY_SENDING, view);
      case Cancellation.Finished _, Cancellation.NotFound _ ->
          throw ApiException.conflict("already_finished", RestText.ALREADY_FINISHED, view);
    };
  }

  /** Cancels all that wait, in bulk jobs too; what comes while it does may be cancelled or not. */
  @Operation(summary = "Cancela todos los mensajes en espera")
  @ApiResponse(responseCode = "200", description = "Cantidad de cancelados")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @DeleteMapping
  Success<Cancelled> cancelAll(
      @AuthenticationPrincipal Caller caller,
      @Parameter(schema = @Schema(allowableValues = WAITING)) @RequestParam String status) {
    requireWaiting(status);
    return Success.of(new Cancelled(desk.cancelAll(caller.accountId())));
  }

  private CommandView view(Caller caller, String commandId) {
    return desk.find(caller.accountId(), commandId)
        .orElseThrow(() -> ApiException.notFound(RestText.COMMAND_NOT_FOUND));
  }

  private static void requireWaiting(String status) {
    if (!status.equals(WAITING)) {
      throw ApiException.invalid("status", RestText.MUST_BE.with(WAITING));
    }
  }
}
