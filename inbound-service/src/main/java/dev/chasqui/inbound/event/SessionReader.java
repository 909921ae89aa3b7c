package dev.chasqui.inbound.event;

import dev.chasqui.schemas.SessionDisconnected;
import dev.chasqui.schemas.SessionQr;
import dev.chasqui.schemas.SessionReady;
import dev.chasqui.schemas.SessionState;
import dev.chasqui.schemas.SessionStatus;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads the session extension's webhooks: a change of state is {@code session.status}, and beside
 * it {@code qr}, {@code ready} or {@code disconnected} where the new state is one of these. Pure.
 */
final class SessionReader {

  private SessionReader() {}

  static List<WhatsAppEvent> read(ReadContext context) {
    JsonNode session = context.value().path("session");
    String status = Json.text(session, "status", "");
    String before = Json.text(session, "previous_status", "");
    String[] id = {
      before, status, Json.text(session, "timestamp", ""), Json.text(session, "qr", "")
    };
    List<WhatsAppEvent> events = new ArrayList<>();
    // The next QR code of the same session is no change of its state.
    if (!status.equals(before)) {
      events.add(status(context, session, id));
    }
    switch (state(status)) {
      case SCAN_QR_CODE -> events.add(qr(context, session, id));
      case WORKING -> events.add(ready(context, session, id));
      case STOPPED, FAILED -> events.add(disconnected(context, session, id));
      default -> {}
    }
    return events;
  }

  private static WhatsAppEvent status(ReadContext context, JsonNode session, String... id) {
    SessionStatus status =
        SessionStatus.newBuilder()
            .setState(state(Json.text(session, "status", "")))
            .setReason(Json.text(session, "reason"))
            .build();
    return context.event("session.status", session, null, id).setSession(status).build();
  }

  private static WhatsAppEvent qr(ReadContext context, JsonNode session, String... id) {
    return context
        .event("qr", session, null, id)
        .setQr(
            SessionQr.newBuilder()
                .setQr(Json.text(session, "qr", ""))
                .setExpiresAt(Json.time(session, "qr_expires_at"))
                .build())
        .build();
  }

  private static WhatsAppEvent ready(ReadContext context, JsonNode session, String... id) {
    return context
        .event("ready", session, null, id)
        .setReady(
            SessionReady.newBuilder()
                .setPhone(context.ownPhone())
                .setName(Json.text(session, "push_name"))
                .build())
        .build();
  }

  private static WhatsAppEvent disconnected(ReadContext context, JsonNode session, String... id) {
    return context
        .event("disconnected", session, null, id)
        .setDisconnected(
            SessionDisconnected.newBuilder()
                .setReason(Json.text(session, "reason"))
                .setLoggedOut(Json.flag(session, "logged_out"))
                .build())
        .build();
  }

  private static SessionState state(String status) {
    return switch (status) {
      case "STOPPED" -> SessionState.STOPPED;
      case "STARTING" -> SessionState.STARTING;
      case "SCAN_QR_CODE" -> SessionState.SCAN_QR_CODE;
      case "WORKING" -> SessionState.WORKING;
      case "FAILED" -> SessionState.FAILED;
      default -> SessionState.UNRECOGNIZED;
    };
  }
}
