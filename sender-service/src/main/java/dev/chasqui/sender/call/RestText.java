package dev.chasqui.sender.call;

import dev.chasqui.access.text.Text;

/** What callers of the REST resources are told when they do not get what they want. */
public enum RestText implements Text {
  ALREADY_FINISHED("It has ended already"),
  ALREADY_SENDING("It is on its way to WhatsApp already"),
  CANCELLED("The message was cancelled before it was sent"),
  COMMAND_NOT_FOUND("Command not found"),
  CONTACT_CHECKS_UNSUPPORTED("The Cloud API has no contact checks; only a linked device has"),
  CONTACT_NOT_FOUND("Contact not found"),
  IDEMPOTENCY_KEY("Idempotency-Key must have 1 to 100 visible ASCII characters"),
  JOB_NOT_FOUND("Job not found"),
  KEY_REUSED(
      "This Idempotency-Key stands for another message; nothing was sent for this one. A key is"
          + " known for 7 days; use a new one for each message"),
  NOT_ACCEPTED("The message was not taken; try again"),
  NOT_CONFIRMED(
      "Kafka did not confirm the message, which may still be sent. To try again without sending"
          + " it twice, repeat the call with the same Idempotency-Key"),
  NOT_CONNECTED("WhatsApp is not connected; link the account again"),
  NOT_SENT(
      "WhatsApp is not connected: link the account again, or register its number, then send with"
          + " another Idempotency-Key"),
  NO_FILES("WhatsApp takes no files at the account's address"),
  NO_PROFILE("WhatsApp shows no profile at the account's address"),
  NO_QR("There is no QR code to scan; see GET /api/session/status"),
  NUMBER_UNKNOWN("WhatsApp does not know the account's number"),
  PROVIDER_AWAY("WhatsApp does not answer; try again later"),
  SESSION_NOT_FOUND("Session not found"),
  SESSION_UNSUPPORTED(
      "The Cloud API has no session to log out of or to restart; only a linked device has"),
  TOO_MANY_CONTACT_CHECKS(
      "Too many contact checks, for which WhatsApp bans numbers; see Retry-After"),

  CONTROL_CHARACTERS("has control characters"),
  CURSOR("is not a cursor from an earlier answer"),
  IMAGE_REQUIRED("is required, or base64"),
  JOB_ID("is not an id that POST /api/messages/send-bulk gave"),
  LIMIT_TYPE("is not of the right kind; see docs/limits.md"),
  MUST_BE("must be: %s"),
  NO_LIMIT("is no limit; see docs/limits.md"),
  NO_LINK("is no http or https address"),
  NO_PHONE("is no phone number in international form"),
  NO_RECIPIENT("is no phone number in international form, no JID and no user id"),
  NO_RECIPIENTS("none of them is a phone number in international form, a JID or a user id"),
  NUMBERS("must have from 1 to %s numbers"),
  ON_THE_TOPIC("is for commands on the topic only"),
  PHONE_REQUIRED("is required: a number in international form, or a JID"),
  RECIPIENTS("must have from 1 to %s recipients"),
  RECIPIENT_TEXTS("must be texts of at most %s characters"),
  USE_HEADER("is no field of this call; use the header Idempotency-Key");

  private final String english;

  RestText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
