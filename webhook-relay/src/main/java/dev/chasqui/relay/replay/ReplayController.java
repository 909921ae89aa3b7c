package dev.chasqui.relay.replay;

import dev.chasqui.access.Caller;
import dev.chasqui.relay.log.DeliveryDesk;
import dev.chasqui.relay.log.DeliveryView;
import dev.chasqui.relay.log.Success;
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
public class ReplayController {

  private final ReplayDesk replays;
  private final Redelivery redelivery;
  private final DeliveryDesk deliveries;

  public ReplayController(ReplayDesk replays, Redelivery redelivery, DeliveryDesk deliveries) {
    this.replays = replays;
    this.redelivery = redelivery;
    this.deliveries = deliveries;
  }

  @PostMapping("/deliveries/{id}/redeliver")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Success<DeliveryView> redeliver(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    String again = redelivery.redeliver(caller, id);
    return Success.of(DeliveryView.whole(deliveries.find(caller, again).delivery()));
  }

  @PostMapping("/{webhookId}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Success<ReplayView> replay(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String webhookId,
      @RequestBody ReplayRequest request) {
    return Success.of(ReplayView.of(replays.begin(caller, webhookId, request)));
  }

  @GetMapping("/{webhookId}/replays")
  Success<List<ReplayView>> list(
      @AuthenticationPrincipal Caller caller, @PathVariable String webhookId) {
    List<ReplayView> all = replays.list(caller, webhookId).stream().map(ReplayView::of).toList();
    return Success.of(all);
  }

  @GetMapping("/{webhookId}/replays/{id}")
  Success<ReplayView> get(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String webhookId,
      @PathVariable String id) {
    return Success.of(ReplayView.of(replays.get(caller, webhookId, id)));
  }
}
