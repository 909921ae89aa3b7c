package dev.chasqui.inbound.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message. {@link #and} is commutative, associative and idempotent: so it does
 * not matter in which order, and how often, records tell it. Immutable.
 *
 * @param outbound whether the account sent it
 * @param type as WhatsApp names it; null while its content is not known: then it is not shown
 * @param waId WhatsApp's id; null if not known
 * @param sentAt of the content; while that is not known, of what is
 * @param receivedAt when its webhook came; null of outbound ones, or if not known
 * @param revoked whether its sender took it back; it has no text and no media then
 * @param media null if it has none
 * @param standing of outbound ones
 * @param readMark whether somebody marked it as read
 */
record MessageFacts(
    boolean outbound,
    @Nullable String type,
    @Nullable String waId,
    Instant sentAt,
    @Nullable Instant receivedAt,
    Wording wording,
    boolean revoked,
    @Nullable Media media,
    Standing standing,
    boolean readMark) {

  MessageFacts {
    if (revoked) {
      wording = wording.withoutText();
      media = null;
    }
  }

  /** That there is one, and nothing else. */
  static MessageFacts none(boolean outbound, Instant at) {
    return new MessageFacts(
        outbound, null, null, at, null, Wording.NONE, false, null, Standing.QUEUED, false);
  }

  MessageFacts withContent(String knownType, Wording said, @Nullable Media file) {
    return new MessageFacts(
        outbound, knownType, waId, sentAt, receivedAt, said, revoked, file, standing, readMark);
  }

  MessageFacts withWording(Wording said) {
    return new MessageFacts(
        outbound, type, waId, sentAt, receivedAt, said, revoked, media, standing, readMark);
  }

  MessageFacts withWaId(@Nullable String id) {
    return new MessageFacts(
        outbound, type, id, sentAt, receivedAt, wording, revoked, media, standing, readMark);
  }

  MessageFacts withReceivedAt(Instant at) {
    return new MessageFacts(
        outbound, type, waId, sentAt, at, wording, revoked, media, standing, readMark);
  }

  MessageFacts withStanding(Standing reached) {
    return new MessageFacts(
        outbound, type, waId, sentAt, receivedAt, wording, revoked, media, reached, readMark);
  }

  MessageFacts asRevoked() {
    return new MessageFacts(
        outbound, type, waId, sentAt, receivedAt, wording, true, media, standing, readMark);
  }

  MessageFacts asReadMark() {
    return new MessageFacts(
        outbound, type, waId, sentAt, receivedAt, wording, revoked, media, standing, true);
  }

  /** Both together. */
  MessageFacts and(MessageFacts other) {
    return new MessageFacts(
        outbound && other.outbound,
        Order.greater(type, other.type),
        Order.greater(waId, other.waId),
        isShown() == other.isShown()
            ? earlier(sentAt, other.sentAt)
            : isShown() ? sentAt : other.sentAt,
        Order.lesser(receivedAt, other.receivedAt),
        wording.compareTo(other.wording) >= 0 ? wording : other.wording,
        revoked || other.revoked,
        Order.greater(media, other.media),
        standing.further(other.standing),
        readMark || other.readMark);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  boolean isShown() {
    return type != null;
  }

  /** Whether it moves its chat's read mark. */
  boolean isMark() {
    return isShown() && readMark;
  }

  /** Whether it is unread in a chat that is read up to there. */
  boolean isUnread(@Nullable Moment readUpTo) {
    return isShown() && !outbound && (readUpTo == null || moment().compareTo(readUpTo) > 0);
  }

  Moment moment() {
    return new Moment(sentAt, receivedAt == null ? sentAt : receivedAt);
  }

  /** Leaves out what it says. */
  @Override
  public String toString() {
    return "MessageFacts[outbound=%s, type=%s, sentAt=%s]".formatted(outbound, type, sentAt);
  }
}
