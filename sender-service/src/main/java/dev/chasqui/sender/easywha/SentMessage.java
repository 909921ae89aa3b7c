package dev.chasqui.sender.easywha;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.sender.call.Taken;
import dev.chasqui.sender.graph.Recipient;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call that sent something.
 *
 * @param success always true
 * @param msgId such as {@code true_5219991234567@c.us_wamid.HBgN}: whom it goes to, and WhatsApp's
 *     id, or the command's while WhatsApp has given none
 * @param remainingQuota what is left of the account's day; null without a quota
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    example =
        """
        {"success": true, "msgId": "true_5219991234567@c.us_3EB0C431C26A1916E07A",
         "remainingQuota": 99}
        """)
record SentMessage(boolean success, String msgId, @Nullable Integer remainingQuota) {

  /**
   * @param quotaLeft as it is now; null without a quota
   */
  static SentMessage of(Taken taken, @Nullable Integer quotaLeft) {
    return new SentMessage(true, msgId(taken), remaining(taken, quotaLeft));
  }

  private static String msgId(Taken taken) {
    return "true_%s_%s".formatted(chat(taken), taken.messageId());
  }

  private static String chat(Taken taken) {
    String to = taken.command().getTo().strip();
    return Recipient.parse(to)
        .filter(Recipient.Phone.class::isInstance)
        .filter(_ -> to.indexOf('@') < 0)
        .map(Recipient.Phone.class::cast)
        .map(phone -> number(phone, taken.result()) + "@c.us")
        .orElse(to);
  }

  /** WhatsApp may know it by another form. */
  private static String number(Recipient.Phone phone, @Nullable CommandResult result) {
    String known = result == null ? null : result.getWaId();
    return known == null ? phone.digits() : known;
  }

  /** The day's quota counts a message when it goes out. */
  private static @Nullable Integer remaining(Taken taken, @Nullable Integer quotaLeft) {
    if (quotaLeft == null) {
      return null;
    }
    int yetToCount = taken.progress() == Taken.Progress.QUEUED ? 1 : 0;
    return Math.max(0, quotaLeft - yetToCount);
  }
}
