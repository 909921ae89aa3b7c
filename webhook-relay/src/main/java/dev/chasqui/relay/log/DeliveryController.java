package dev.chasqui.relay.log;

import dev.chasqui.access.Caller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  @GetMapping
  Success<Page> search(
      @AuthenticationPrincipal Caller caller,
      @ModelAttribute DeliveryFilter filter,
      @RequestParam Map<String, String> given) {
    DeliveryFilter.refuseUnknown(given.keySet());
    List<DeliveryView> found =
        desk.search(caller, filter).stream().map(DeliveryView::brief).toList();
    String next = found.size() < filter.size() ? null : found.getLast().id().toString();
    return Success.of(new Page(found, next));
  }

  @GetMapping("/{id}")
  Success<DeliveryView> get(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return Success.of(DeliveryView.whole(desk.find(caller, id).delivery()));
  }
}
