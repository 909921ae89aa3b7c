package dev.chasqui.inbound.event;

/** A webhook body that is not what WhatsApp documents; the message does not quote it. */
public final class UnreadableEventException extends Exception {

  private static final long serialVersionUID = 1;

  UnreadableEventException(String message) {
    super(message);
  }

  UnreadableEventException(String message, Throwable cause) {
    super(message, cause);
  }
}
