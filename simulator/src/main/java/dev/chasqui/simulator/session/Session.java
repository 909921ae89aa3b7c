package dev.chasqui.simulator.session;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A session as it stands. Immutable.
 *
 * @param isLinked whether the phone's account is linked, so that a start leads to WORKING
 * @param pushName the name that the phone's owner shows; null before the first scan
 * @param qr the text of the QR code; null unless the status is SCAN_QR_CODE
 * @param qrUntil when the next QR code replaces it; null without one
 */
record Session(
    SessionStatus status,
    boolean isLinked,
    @Nullable String pushName,
    @Nullable String qr,
    @Nullable Instant qrUntil,
    Instant since) {
  private static final Duration QR_LIFE = Duration.ofSeconds(20);
  private static final SecureRandom RANDOM = new SecureRandom();

  static Session starting(boolean linked, @Nullable String pushName, Instant now) {
    return new Session(SessionStatus.STARTING, linked, pushName, null, null, now);
  }

  Session to(SessionStatus next, Instant now) {
    return new Session(next, isLinked, pushName, null, null, now);
  }

  /** What follows STARTING. */
  Session started(Instant now) {
    return isLinked ? to(SessionStatus.WORKING, now) : withQr(now);
  }

  Session withQr(Instant now) {
    return new Session(
        SessionStatus.SCAN_QR_CODE, false, pushName, newQr(), now.plus(QR_LIFE), now);
  }

  Session scanned(String name, Instant now) {
    return new Session(SessionStatus.WORKING, true, name, null, null, now);
  }

  Session loggedOut(Instant now) {
    return new Session(SessionStatus.STOPPED, false, null, null, null, now);
  }

  boolean isQrOld(Instant now) {
    return qrUntil != null && !now.isBefore(qrUntil);
  }

  /** In the form of WhatsApp's own: a version, a reference and keys, separated by commas. */
  private static String newQr() {
    return "2@" + random(48) + "," + random(32) + "," + random(32) + "," + random(32);
  }

  private static String random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
