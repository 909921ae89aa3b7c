package dev.chasqui.sender.send;

import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.UnknownPolicy;
import dev.chasqui.sender.graph.GraphMessage;
import dev.chasqui.sender.graph.NumberForms;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command as it waits in the queue: with the body that goes to WhatsApp, so that it does not
 * depend on the schema it came in. Immutable.
 *
 * @param commandId the command's id
 * @param accountId the account that sends
 * @param to the recipient as the command named it
 * @param clientReference the producer's own reference, or null
 * @param expiresAt not to be sent after this time; null for no limit
 * @param sendAgainIfUnknown whether to send again when it cannot be known whether WhatsApp took it
 * @param number the phone number in the body, digits only; null if it has no other form
 * @param otherFormTried whether WhatsApp has said that nobody has the number's other form; null for
 *     no
 * @param heldFor the code of why it is held, which its producer knows; null if it is not
 * @param doubt why it cannot be known whether WhatsApp took it at an earlier attempt; null if it
 *     certainly did not
 * @param body the JSON that goes to WhatsApp
 */
public record PendingSend(
    String commandId,
    long accountId,
    String to,
    @Nullable String clientReference,
    @Nullable Instant expiresAt,
    boolean sendAgainIfUnknown,
    @Nullable String number,
    @Nullable Boolean otherFormTried,
    @Nullable String heldFor,
    @Nullable Unknown doubt,
    String body) {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * What is kept of a command that can be sent.
   *
   * @param phone the number in the body, digits only; null if it goes to none
   */
  public static PendingSend of(SendCommand command, @Nullable String phone, String body) {
    return new PendingSend(
        command.getCommandId(),
        command.getAccountId(),
        command.getTo(),
        command.getClientReference(),
        command.getExpiresAt(),
        command.getUnknownPolicy() == UnknownPolicy.AT_LEAST_ONCE,
        phone != null && NumberForms.other(phone).isPresent() ? phone : null,
        null,
        null,
        null,
        body);
  }

  /** What goes to WhatsApp. */
  GraphMessage message() {
    return new GraphMessage(number, Boolean.TRUE.equals(otherFormTried), body);
  }

  /** The same command for another form of its number, since nobody has the one that was tried. */
  PendingSend toOtherForm(String form) {
    return with(form, true, heldFor, doubt, message().to(form).body());
  }

  /** The same, held for a reason that its producer knows. */
  PendingSend heldFor(String code) {
    return with(number, otherFormTried, code, doubt, body);
  }

  /** The same after an attempt of which nobody knows what came. */
  PendingSend inDoubt(Unknown why) {
    return with(number, otherFormTried, heldFor, why, body);
  }

  /** The same once it is known what came of its attempts. */
  PendingSend withoutDoubt() {
    return with(number, otherFormTried, heldFor, null, body);
  }

  private PendingSend with(
      @Nullable String newNumber,
      @Nullable Boolean newOtherFormTried,
      @Nullable String newHeldFor,
      @Nullable Unknown newDoubt,
      String newBody) {
    return new PendingSend(
        commandId,
        accountId,
        to,
        clientReference,
        expiresAt,
        sendAgainIfUnknown,
        newNumber,
        newOtherFormTried,
        newHeldFor,
        newDoubt,
        newBody);
  }

  /** As the queue stores it. */
  public byte[] toBytes() {
    return JSON.writeValueAsBytes(this);
  }

  /** Reads what {@link #toBytes} wrote. */
  public static PendingSend fromBytes(byte[] bytes) {
    return JSON.readValue(bytes, PendingSend.class);
  }

  /** Leaves out the body, which is private. */
  @Override
  public String toString() {
    return "PendingSend[commandId=%s, accountId=%d]".formatted(commandId, accountId);
  }
}
