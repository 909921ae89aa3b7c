package dev.chasqui.relay.replay;

import dev.chasqui.access.Caller;
import dev.chasqui.access.Success;
import dev.chasqui.relay.log.DeliveryDesk;
import dev.chasqui.relay.log.DeliveryView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** To send again what was sent. */
@RestController
@RequestMapping("/api/webhooks")
@Tag(name = "Webhooks")
public class ReplayController {

  private final ReplayDesk replays;
  private final Redelivery redelivery;
  private final DeliveryDesk deliveries;

  public ReplayController(ReplayDesk replays, Redelivery redelivery, DeliveryDesk deliveries) {
    this.replays = replays;
    this.redelivery = redelivery;
    this.deliveries = deliveries;
  }

  @Operation(summary = "Repite una entrega")
  @ApiResponse(responseCode = "202", description = "Entrega en camino")
  @ApiResponse(responseCode = "404", description = "No existe")
  @ApiResponse(responseCode = "410", description = "El evento ya no existe")
  @PostMapping("/deliveries/{id}/redeliver")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Success<DeliveryView> redeliver(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    String again = redelivery.redeliver(caller, id);
    return Success.of(DeliveryView.whole(deliveries.find(caller, again).delivery()));
  }

  @Operation(summary = "Repite los eventos de un webhook")
  @ApiResponse(responseCode = "202", description = "Repetición en curso")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "404", description = "No existe")
  @ApiResponse(responseCode = "409", description = "Otra repetición está en curso")
  @PostMapping("/{webhookId}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Success<ReplayView> replay(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String webhookId,
      @RequestBody ReplayRequest request) {
    return Success.of(ReplayView.of(replays.begin(caller, webhookId, request)));
  }

  @Operation(summary = "Lista las repeticiones de un webhook")
  @ApiResponse(responseCode = "200", description = "Repeticiones")
  @ApiResponse(responseCode = "404", description = "No existe")
  @GetMapping("/{webhookId}/replays")
  Success<List<ReplayView>> list(
      @AuthenticationPrincipal Caller caller, @PathVariable String webhookId) {
    List<ReplayView> all = replays.list(caller, webhookId).stream().map(ReplayView::of).toList();
    return Success.of(all);
  }

  @Operation(summary = "Muestra una repetición")
  @ApiResponse(responseCode = "200", description = "Repetición")
  @ApiResponse(responseCode = "404", description = "No existe")
  @GetMapping("/{webhookId}/replays/{id}")
  Success<ReplayView> get(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String webhookId,
      @PathVariable String id) {
    return Success.of(ReplayView.of(replays.get(caller, webhookId, id)));
  }
}
