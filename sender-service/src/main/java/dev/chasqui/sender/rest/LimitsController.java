package dev.chasqui.sender.rest;

import dev.chasqui.access.AccountLimits;
import dev.chasqui.access.Caller;
import dev.chasqui.access.Success;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The limits of the caller's account. */
@RestController
@RequestMapping("/api/account/limits")
@Tag(name = "Account")
public class LimitsController {

  private final LimitsDesk limits;

  public LimitsController(LimitsDesk limits) {
    this.limits = limits;
  }

  @Operation(summary = "Muestra los límites de la cuenta")
  @ApiResponse(responseCode = "200", description = "Límites")
  @GetMapping
  Success<LimitsDesk.Standing> get(@AuthenticationPrincipal Caller caller) {
    return Success.of(limits.of(caller.accountId()));
  }

  /** Takes effect at once, on what waits already too. */
  @Operation(
      summary = "Cambia los límites de la cuenta",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = AccountLimits.class))))
  @ApiResponse(responseCode = "200", description = "Límites")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @PatchMapping
  Success<LimitsDesk.Standing> change(
      @AuthenticationPrincipal Caller caller, @RequestBody JsonNode patch) {
    return Success.of(limits.change(caller.accountId(), patch));
  }
}
