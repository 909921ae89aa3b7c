package dev.chasqui.sender.rest;

import dev.chasqui.access.Account;
import dev.chasqui.access.AccountDirectory;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.sender.circuit.CircuitBreakingClient;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.graph.SessionExtension;
import dev.chasqui.sender.graph.SessionExtension.Session;
import dev.chasqui.workqueue.LaneState;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST resource session of WhatsApp API Engine, for the caller's account. */
@RestController
@RequestMapping("/api/session")
public class SessionController {

  private final AccountDirectory accounts;
  private final SessionExtension sessions;
  private final CommandBook commands;
  private final Circuits<SendOutcome> circuits;

  public SessionController(
      AccountDirectory accounts,
      SessionExtension sessions,
      CommandBook commands,
      Circuits<SendOutcome> circuits) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.commands = commands;
    this.circuits = circuits;
  }

  /**
   * How the account stands.
   *
   * @param status {@code connected}, {@code connecting}, {@code qr} or {@code disconnected}
   * @param isReady whether messages go out
   * @param hasQR whether a QR code waits to be scanned
   * @param circuit {@code closed}; {@code open} while WhatsApp's address is left alone, since calls
   *     to it kept failing; {@code half_open} while it is tried again
   * @param pausedUntil until when nothing goes out, since WhatsApp asked for that; null if it does
   * @param remainingQuota messages left today; null without a quota
   */
  record Status(
      String status,
      boolean isReady,
      boolean hasQR,
      String circuit,
      @Nullable Instant pausedUntil,
      @Nullable Integer remainingQuota) {}

  @GetMapping("/status")
  Success<Status> status(@AuthenticationPrincipal Caller caller) {
    Account account =
        accounts.find(caller.accountId()).orElseThrow(() -> ApiException.notFound("Account"));
    LaneState lane = commands.lane(caller.accountId());
    String status = status(sessions.session(account));
    return Success.of(
        new Status(
            status,
            status.equals("connected"),
            status.equals("qr"),
            circuits.state(CircuitBreakingClient.address(URI.create(account.baseUrl()))),
            lane.pausedUntil(),
            lane.quotaLeft()));
  }

  private static String status(Session session) {
    return switch (session) {
      // The Cloud API needs no connection.
      case Session.None _ -> "connected";
      case Session.Away _ -> "disconnected";
      case Session.Known(String _, boolean hasQr) when hasQr -> "qr";
      case Session.Known(String status, boolean _) ->
          switch (status) {
            case "WORKING" -> "connected";
            case "STARTING", "SCAN_QR_CODE" -> "connecting";
            default -> "disconnected";
          };
    };
  }
}
