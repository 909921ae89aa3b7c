package dev.chasqui.sender.send;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.UnknownPolicy;
import dev.chasqui.sender.graph.GraphMessage;
import dev.chasqui.sender.graph.NumberForms;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import dev.chasqui.sender.result.Content;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command as it waits in the queue: with the body that goes to WhatsApp, so that it does not
 * depend on the schema it came in. Immutable.
 *
 * @param commandId the command's id
 * @param accountId the account that sends
 * @param to the recipient as the command named it
 * @param clientReference the producer's own reference, or null
 * @param producedAt when its producer put it onto the topic; null if an earlier version stored it
 * @param sendAt not to be sent before this time; null for no limit
 * @param expiresAt not to be sent after this time; null for no limit
 * @param sendAgainIfUnknown whether to send again when it cannot be known whether WhatsApp took it
 * @param number the phone number in the body, digits only; null if it has no other form
 * @param otherFormTried whether WhatsApp has said that nobody has the number's other form; null for
 *     no
 * @param body the JSON that goes to WhatsApp
 * @param content what its results say that it was to send; null if an earlier version stored it
 * @param doubt why it cannot be known whether WhatsApp took it at an earlier attempt; null if it
 *     certainly did not
 * @param repeats how often it was sent again after an attempt in doubt; null for never
 * @param heldFor the code of why it is held, which its producer knows; null if it is not
 * @param heldSince since when it is held for that; null if it is not
 * @param trace its traceparent; null if it is in none
 */
public record PendingSend(
    String commandId,
    long accountId,
    String to,
    @Nullable String clientReference,
    @Nullable Instant producedAt,
    @Nullable Instant sendAt,
    @Nullable Instant expiresAt,
    boolean sendAgainIfUnknown,
    @Nullable String number,
    @Nullable Boolean otherFormTried,
    String body,
    @Nullable Content content,
    @Nullable Unknown doubt,
    @Nullable Integer repeats,
    @Nullable String heldFor,
    @Nullable Instant heldSince,
    @Nullable String trace) {

  /** Five calls that nobody knows the outcome of: a sixth would tell no more. */
  private static final int MOST_REPEATS = 4;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
          // As numbers they are read and written much faster; as texts they are read too.
          .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /**
   * What is kept of a command that can be sent.
   *
   * @param producedAt when its producer put it onto the topic
   * @param phone the number in the body, digits only; null if it goes to none
   */
  public static PendingSend of(
      SendCommand command, Instant producedAt, @Nullable String phone, String body) {
    return new PendingSend(
        command.getCommandId(),
        command.getAccountId(),
        command.getTo(),
        command.getClientReference(),
        producedAt,
        command.getSendAt(),
        command.getExpiresAt(),
        command.getUnknownPolicy() == UnknownPolicy.AT_LEAST_ONCE,
        phone != null && NumberForms.other(phone).isPresent() ? phone : null,
        null,
        body,
        Content.of(command),
        null,
        null,
        null,
        null,
        null);
  }

  /** The same in a trace. */
  public PendingSend in(@Nullable String itsTrace) {
    return with(number, otherFormTried, body, doubt, repeats, heldFor, heldSince, itsTrace);
  }

  /** Since when it could have gone out; null if that is not known. */
  @Nullable Instant wanted() {
    return producedAt != null && sendAt != null && sendAt.isAfter(producedAt) ? sendAt : producedAt;
  }

  /** Whether it is a read mark, and no message. */
  boolean marksAsRead() {
    return content != null && content.marksAsRead();
  }

  /** What goes to WhatsApp. */
  GraphMessage message() {
    return new GraphMessage(number, Boolean.TRUE.equals(otherFormTried), body);
  }

  /** The same command for another form of its number, since nobody has the one that was tried. */
  PendingSend toOtherForm(String form) {
    return with(form, true, message().to(form).body(), doubt, repeats, heldFor, heldSince, trace);
  }

  /** The same after an attempt of which nobody knows what came. */
  PendingSend inDoubt(Unknown why) {
    return with(why, repeats, heldFor, heldSince);
  }

  /** Whether it is sent once more, though it may have gone out. */
  boolean isRepeated() {
    return sendAgainIfUnknown && timesRepeated() < MOST_REPEATS;
  }

  /** The same, to be sent once more after an attempt of which nobody knows what came. */
  PendingSend repeated(Unknown why) {
    return with(why, timesRepeated() + 1, heldFor, heldSince);
  }

  private int timesRepeated() {
    return Objects.requireNonNullElse(repeats, 0);
  }

  /** The same once it is known what came of its attempts. */
  PendingSend withoutDoubt() {
    return with(null, repeats, heldFor, heldSince);
  }

  /** The same, held for a reason that its producer knows. */
  PendingSend heldFor(String code, Instant now) {
    return with(doubt, repeats, code, code.equals(heldFor) ? heldSince : now);
  }

  private PendingSend with(
      @Nullable Unknown why,
      @Nullable Integer again,
      @Nullable String held,
      @Nullable Instant since) {
    return with(number, otherFormTried, body, why, again, held, since, trace);
  }

  private PendingSend with(
      @Nullable String itsNumber,
      @Nullable Boolean tried,
      String itsBody,
      @Nullable Unknown why,
      @Nullable Integer again,
      @Nullable String held,
      @Nullable Instant since,
      @Nullable String itsTrace) {
    return new PendingSend(
        commandId,
        accountId,
        to,
        clientReference,
        producedAt,
        sendAt,
        expiresAt,
        sendAgainIfUnknown,
        itsNumber,
        tried,
        itsBody,
        content,
        why,
        again,
        held,
        since,
        itsTrace);
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
