package dev.chasqui.access;

/** A stored secret cannot be opened; the message says what to look at and nothing of the secret. */
public final class SealedSecretException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  SealedSecretException(Throwable cause) {
    super("A stored secret cannot be opened: was CHASQUI_MASTER_KEY changed?", cause);
  }
}
