package dev.chasqui.relay.log;

import dev.chasqui.access.Caller;
import dev.chasqui.access.Success;
import dev.chasqui.access.WrongFields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of deliveries to the caller's webhooks. */
@RestController
@RequestMapping("/api/webhooks/deliveries")
@Tag(name = "Webhooks")
public class DeliveryController {

  private final DeliveryDesk desk;

  public DeliveryController(DeliveryDesk desk) {
    this.desk = desk;
  }

  /**
   * A page, the newest first.
   *
   * @param next what to hand back as {@code after}; null at the end
   */
  record Page(List<DeliveryView> deliveries, @Nullable String next) {}

  @Operation(summary = "Busca entregas de webhooks")
  @ApiResponse(responseCode = "200", description = "Página de entregas")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "404", description = "No existe")
  @GetMapping
  Success<Page> search(
      @AuthenticationPrincipal Caller caller,
      @ParameterObject @ModelAttribute DeliveryFilter filter,
      @Parameter(hidden = true) @RequestParam Map<String, String> given) {
    // A misspelt parameter would find everything.
    WrongFields.refuseUnknown(DeliveryFilter.class, given);
    List<DeliveryView> found =
        desk.search(caller, filter).stream().map(DeliveryView::brief).toList();
    String next = found.size() < filter.size() ? null : found.getLast().id().toString();
    return Success.of(new Page(found, next));
  }

  @Operation(summary = "Muestra una entrega con sus intentos")
  @ApiResponse(responseCode = "200", description = "Entrega")
  @ApiResponse(responseCode = "404", description = "No existe")
  @GetMapping("/{id}")
  Success<DeliveryView> get(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return Success.of(DeliveryView.whole(desk.find(caller, id).delivery()));
  }
}
