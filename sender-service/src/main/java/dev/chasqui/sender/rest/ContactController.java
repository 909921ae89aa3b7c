package dev.chasqui.sender.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.Account;
import dev.chasqui.access.AccountDirectory;
import dev.chasqui.access.ApiError;
import dev.chasqui.access.ApiError.FieldError;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.sender.graph.Recipient;
import dev.chasqui.sender.graph.SessionExtension;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.limits.LaneName;
import dev.chasqui.workqueue.Permit;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST resource contacts of WhatsApp API Engine: from WhatsApp, paced and cached. */
@RestController
@RequestMapping("/api/contacts")
public class ContactController {

  private static final Duration FRESH_FOR = Duration.ofHours(1);
  private static final int MOST_KEPT = 20_000;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final AccountDirectory accounts;
  private final SessionExtension sessions;
  private final AccountLanes lanes;
  private final WorkQueue queue;
  private final Clock clock;
  private final Cache<Asked, Boolean> known;

  public ContactController(
      AccountDirectory accounts,
      SessionExtension sessions,
      AccountLanes lanes,
      WorkQueue queue,
      Clock clock,
      Ticker ticker) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.lanes = lanes;
    this.queue = queue;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .ticker(ticker)
            .expireAfterWrite(FRESH_FOR)
            .maximumSize(MOST_KEPT)
            .build();
  }

  private record Asked(long accountId, String digits) {}

  /** The answer. */
  record Checked(String phone, boolean isRegistered) {}

  @GetMapping("/check/{phone}")
  ResponseEntity<?> check(@AuthenticationPrincipal Caller caller, @PathVariable String phone) {
    Asked asked = new Asked(caller.accountId(), digits(phone));
    Boolean cached = known.getIfPresent(asked);
    if (cached != null) {
      return ResponseEntity.ok(Success.of(new Checked(phone, cached)));
    }
    Account account =
        accounts.find(caller.accountId()).orElseThrow(() -> ApiException.notFound("Account"));
    if (account.kind() == Account.Kind.CLOUD_API) {
      throw unsupported();
    }
    return switch (permit(caller.accountId())) {
      case Permit.Later(Instant at) -> later(at);
      case Permit.Granted(Duration after) -> {
        pause(after);
        boolean registered = registered(sessions.check(account, asked.digits()));
        known.put(asked, registered);
        yield ResponseEntity.ok(Success.of(new Checked(phone, registered)));
      }
    };
  }

  private static String digits(String phone) {
    return Recipient.parse(phone)
        .filter(Recipient.Phone.class::isInstance)
        .map(Recipient::key)
        .orElseThrow(
            () ->
                ApiException.invalid(
                    List.of(new FieldError("phone", "is no phone number in international form"))));
  }

  private Permit permit(long accountId) {
    LaneName lane = LaneName.contacts(accountId);
    lanes.ensure(List.of(lane));
    return queue.takePermit(lane.text());
  }

  /** At most a moment. */
  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ResponseEntity<ApiError> later(Instant at) {
    Duration left = Duration.between(clock.instant(), at);
    Duration wait = left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left;
    return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds() + 1)))
        .body(
            ApiError.of(
                "too_many_contact_checks",
                "Too many contact checks, for which WhatsApp bans numbers; see Retry-After"));
  }

  private static boolean registered(SessionExtension.Contact contact) {
    return switch (contact) {
      case SessionExtension.Contact.Known known -> known.isRegistered();
      case SessionExtension.Contact.Unsupported _ -> throw unsupported();
      case SessionExtension.Contact.NotConnected _ ->
          throw ApiException.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "account_not_connected",
              "WhatsApp is not connected; link the account again");
      case SessionExtension.Contact.Away _ ->
          throw ApiException.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "provider_unreachable",
              "WhatsApp does not answer; try again later");
    };
  }

  private static ApiException unsupported() {
    return ApiException.of(
        HttpStatus.NOT_IMPLEMENTED,
        "contact_checks_unsupported",
        "The Cloud API has no contact checks; only a linked device has");
  }
}
