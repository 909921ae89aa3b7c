package dev.chasqui.sender.rest;

import dev.chasqui.access.Caller;
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
public class LimitsController {

  private final LimitsDesk limits;

  public LimitsController(LimitsDesk limits) {
    this.limits = limits;
  }

  @GetMapping
  Success<LimitsDesk.Standing> get(@AuthenticationPrincipal Caller caller) {
    return Success.of(limits.of(caller.accountId()));
  }

  /** Takes effect at once, on what waits already too. */
  @PatchMapping
  Success<LimitsDesk.Standing> change(
      @AuthenticationPrincipal Caller caller, @RequestBody JsonNode patch) {
    return Success.of(limits.change(caller.accountId(), patch));
  }
}
