package dev.chasqui.relay.subscription;

import dev.chasqui.access.Caller;
import dev.chasqui.access.Success;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The REST resource webhooks of WhatsApp API Engine, and more; a caller sees its own account's. */
@RestController
@RequestMapping("/api/webhooks")
@Tag(name = "Webhooks")
public class WebhookController {

  private final Webhooks webhooks;
  private final UnaryOperator<String> circuits;
  private final Clock clock;

  /**
   * @param circuits the state of a webhook's circuit by its id
   */
  public WebhookController(Webhooks webhooks, UnaryOperator<String> circuits, Clock clock) {
    this.webhooks = webhooks;
    this.circuits = circuits;
    this.clock = clock;
  }

  @Operation(summary = "Registra un webhook para recibir eventos")
  @ApiResponse(responseCode = "201", description = "Webhook registrado")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "422", description = "La URL no contesta")
  @PostMapping("/register")
  @ResponseStatus(HttpStatus.CREATED)
  Success<Webhook> register(
      @AuthenticationPrincipal Caller caller, @RequestBody Registration registration) {
    Subscription registered = webhooks.register(caller, registration);
    return Success.of("Webhook registered", withSecret(registered));
  }

  @Operation(summary = "Lista todos los webhooks registrados")
  @ApiResponse(responseCode = "200", description = "Lista de webhooks")
  @GetMapping
  Success<List<Webhook>> list(@AuthenticationPrincipal Caller caller) {
    List<Webhook> list = webhooks.list(caller).stream().map(this::view).toList();
    return Success.of(list.size() + " webhooks", list);
  }

  @Operation(summary = "Muestra un webhook")
  @ApiResponse(responseCode = "200", description = "Webhook")
  @ApiResponse(responseCode = "404", description = "No existe")
  @GetMapping("/{id}")
  Success<Webhook> get(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return Success.of("Webhook found", view(webhooks.get(caller, id)));
  }

  /** Changes what the body has; null takes a field back to its default (RFC 7396). */
  @Operation(
      summary = "Cambia un webhook",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Registration.class))))
  @ApiResponse(responseCode = "200", description = "Webhook")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "404", description = "No existe")
  @ApiResponse(responseCode = "422", description = "La URL no contesta")
  @PatchMapping("/{id}")
  Success<Webhook> change(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody ObjectNode change) {
    return Success.of("Webhook changed", view(webhooks.change(caller, id, change)));
  }

  @Operation(summary = "Elimina un webhook")
  @ApiResponse(responseCode = "200", description = "Webhook eliminado")
  @ApiResponse(responseCode = "404", description = "No existe")
  @DeleteMapping("/{id}")
  Success<Webhook> delete(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    webhooks.delete(caller, id);
    return Success.done("Webhook deleted");
  }

  @Operation(summary = "Activa o desactiva un webhook")
  @ApiResponse(responseCode = "200", description = "Estado del webhook actualizado")
  @ApiResponse(responseCode = "404", description = "No existe")
  @PostMapping("/{id}/toggle")
  Success<Webhook> toggle(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    Subscription toggled = webhooks.toggle(caller, id);
    return Success.of(
        toggled.active() ? "Webhook switched on" : "Webhook switched off", view(toggled));
  }

  @Operation(summary = "Prueba la URL de un webhook")
  @ApiResponse(responseCode = "200", description = "La URL contestó")
  @ApiResponse(responseCode = "404", description = "No existe")
  @ApiResponse(responseCode = "422", description = "La URL no contesta")
  @PostMapping("/{id}/ping")
  Success<Webhook> ping(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    webhooks.ping(caller, id);
    return Success.done("The webhook answered 200");
  }

  @Operation(summary = "Cambia el secreto de un webhook")
  @ApiResponse(responseCode = "200", description = "Webhook con su nuevo secreto")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "404", description = "No existe")
  @PostMapping("/{id}/rotate-secret")
  Success<Webhook> rotate(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Rotation asked) {
    Rotation rotation = Objects.requireNonNullElse(asked, Rotation.USUAL);
    Subscription rotated = webhooks.rotate(caller, id, rotation);
    return Success.of("Secret rotated", withSecret(rotated));
  }

  private Webhook view(Subscription subscription) {
    return Webhook.of(subscription, circuits.apply(subscription.id()), clock.instant());
  }

  private Webhook withSecret(Subscription subscription) {
    return Webhook.withSecret(subscription, circuits.apply(subscription.id()), clock.instant());
  }
}
