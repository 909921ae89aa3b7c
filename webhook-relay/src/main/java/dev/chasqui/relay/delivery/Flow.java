package dev.chasqui.relay.delivery;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One line for each attempt; never what it says, nor secrets. */
final class Flow {

  private static final Logger LOG = LoggerFactory.getLogger("chasqui.flow");

  private Flow() {}

  static void attempt(Verdict verdict) {
    Attempt attempt = verdict.attempt();
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("step", "webhook")
            .addKeyValue("accountId", attempt.delivery().accountId())
            .addKeyValue("eventId", attempt.delivery().eventId())
            .addKeyValue("type", attempt.delivery().eventType())
            .addKeyValue("subscriptionId", attempt.delivery().subscriptionId())
            .addKeyValue("attempt", attempt.number())
            .addKeyValue("tookMs", attempt.took().toMillis())
            .addKeyValue("status", status(verdict));
    if (attempt.outcome() instanceof Attempt.Refused refused) {
      line = line.addKeyValue("error", refused.error());
    } else if (attempt.outcome() instanceof Attempt.Failed failed) {
      line = line.addKeyValue("error", failed.error());
    }
    line.log("webhook");
  }

  /** A delivery ended without an attempt. */
  static void ended(String key, String subscriptionId, DeliveryWatch.End end) {
    LOG.atInfo()
        .addKeyValue("step", "webhook")
        .addKeyValue("eventId", key.substring(0, key.length() - subscriptionId.length() - 1))
        .addKeyValue("subscriptionId", subscriptionId)
        .addKeyValue("status", end.name().toLowerCase(Locale.ROOT))
        .log("webhook");
  }

  private static String status(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done done -> "delivered";
      case Verdict.Again again -> "retry";
      case Verdict.GivenUp givenUp -> "failed";
      case Verdict.Later later -> "held back";
    };
  }
}
