package dev.chasqui.sender.rest;

import dev.chasqui.access.AccountLimits;
import dev.chasqui.access.Caller;
import dev.chasqui.access.Limits;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.limits.LaneName;
import dev.chasqui.workqueue.DailyQuota;
import dev.chasqui.workqueue.LaneState;
import dev.chasqui.workqueue.WorkQueue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  private final Limits limits;
  private final AccountLanes lanes;
  private final WorkQueue queue;
  private final Clock clock;

  public LimitsController(Limits limits, AccountLanes lanes, WorkQueue queue, Clock clock) {
    this.limits = limits;
    this.lanes = lanes;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * The answer.
   *
   * @param configured the account's own limits; what is null follows the operator's settings
   * @param inForce what holds; what is null is not limited
   * @param pace as it is now
   * @param quota of today; null without one
   */
  record Standing(
      AccountLimits configured, AccountLimits inForce, Pace pace, @Nullable Quota quota) {}

  /**
   * An account's pace.
   *
   * @param messagesPerSecond null for no limit
   * @param slowedDown whether WhatsApp asked for less; it recovers by itself
   * @param pausedUntil null if it is not paused
   */
  record Pace(
      @Nullable Double messagesPerSecond, boolean slowedDown, @Nullable Instant pausedUntil) {

    static Pace of(LaneState lane) {
      double now = lane.permitsPerSecond();
      // The queue keeps a pace in whole microseconds.
      boolean slowedDown = now < lane.settings().permitsPerSecond() * 0.99;
      return new Pace(Double.isInfinite(now) ? null : now, slowedDown, lane.pausedUntil());
    }
  }

  /**
   * A day's quota.
   *
   * @param renewsAt the next midnight of the account
   */
  record Quota(int today, int left, Instant renewsAt) {

    static @Nullable Quota of(LaneState lane, Instant now) {
      DailyQuota quota = lane.settings().quota();
      Integer left = lane.quotaLeft();
      return quota == null || left == null
          ? null
          : new Quota(quota.perDay(), left, midnight(quota, now));
    }

    private static Instant midnight(DailyQuota quota, Instant now) {
      LocalDate tomorrow = LocalDate.ofInstant(now, quota.zone()).plusDays(1);
      return tomorrow.atStartOfDay(quota.zone()).toInstant();
    }
  }

  @Operation(summary = "Muestra los límites de la cuenta")
  @ApiResponse(responseCode = "200", description = "Límites")
  @GetMapping
  Success<Standing> get(@AuthenticationPrincipal Caller caller) {
    return Success.of(standing(caller.accountId(), limits.find(caller.accountId())));
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
  Success<Standing> change(@AuthenticationPrincipal Caller caller, @RequestBody JsonNode patch) {
    AccountLimits changed = lanes.change(caller.accountId(), new LimitPatch(patch));
    return Success.of(standing(caller.accountId(), changed));
  }

  private Standing standing(long accountId, AccountLimits own) {
    LaneName name = LaneName.messages(accountId);
    lanes.ensure(List.of(name));
    LaneState lane = queue.lane(name.text()).orElseThrow();
    return new Standing(own, lanes.inForce(own), Pace.of(lane), Quota.of(lane, clock.instant()));
  }
}
