package dev.chasqui.sender.send;

import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.UnknownPolicy;
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
 * @param heldFor the code of why it is held, which its producer knows; null if it is not
 * @param body the JSON that goes to WhatsApp
 */
public record PendingSend(
    String commandId,
    long accountId,
    String to,
    @Nullable String clientReference,
    @Nullable Instant expiresAt,
    boolean sendAgainIfUnknown,
    @Nullable String heldFor,
    String body) {

  private static final JsonMapper JSON = new JsonMapper();

  /** What is kept of a command that can be sent. */
  public static PendingSend of(SendCommand command, String body) {
    return new PendingSend(
        command.getCommandId(),
        command.getAccountId(),
        command.getTo(),
        command.getClientReference(),
        command.getExpiresAt(),
        command.getUnknownPolicy() == UnknownPolicy.AT_LEAST_ONCE,
        null,
        body);
  }

  /** The same, held for a reason that its producer knows. */
  PendingSend heldFor(String code) {
    return new PendingSend(
        commandId, accountId, to, clientReference, expiresAt, sendAgainIfUnknown, code, body);
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
