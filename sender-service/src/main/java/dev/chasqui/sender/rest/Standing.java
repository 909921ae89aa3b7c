package dev.chasqui.sender.rest;

import dev.chasqui.access.Account;
import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.sender.circuit.CircuitBreakingClient;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.graph.Reply;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.graph.SessionExtension.Session;
import dev.chasqui.workqueue.LaneState;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says how accounts stand: their session, and what holds their messages. Thread-safe. */
final class Standing {

  private static final String CONNECTED = "connected";
  private static final String DISCONNECTED = "disconnected";
  private static final String QR = "qr";

  private final CommandBook commands;
  private final Circuits<SendOutcome> circuits;

  Standing(CommandBook commands, Circuits<SendOutcome> circuits) {
    this.commands = commands;
    this.circuits = circuits;
  }

  /**
   * How the account stands.
   *
   * @param status {@code connected}, {@code connecting}, {@code qr} or {@code disconnected}
   * @param isReady whether messages go out now: it is connected, and nothing below holds them
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

  Status of(Account account, Reply<Session> session) {
    LaneState lane = commands.lane(account.id());
    String status = name(session);
    String circuit = circuits.state(CircuitBreakingClient.address(URI.create(account.baseUrl())));
    return new Status(
        status,
        status.equals(CONNECTED) && !circuit.equals("open") && lane.pausedUntil() == null,
        status.equals(QR),
        circuit,
        lane.pausedUntil(),
        lane.quotaLeft());
  }

  private static String name(Reply<Session> session) {
    return switch (session) {
      case Reply.Known<Session>(Session known) -> name(known);
      // The Cloud API needs no connection.
      case Reply.Unsupported<Session> _ -> CONNECTED;
      default -> DISCONNECTED;
    };
  }

  /** A session's state in the words of WhatsApp API Engine. */
  static String name(Session session) {
    if (session.hasQr()) {
      return QR;
    }
    return switch (session.status()) {
      case "WORKING" -> CONNECTED;
      case "STARTING", "SCAN_QR_CODE" -> "connecting";
      default -> DISCONNECTED;
    };
  }
}
