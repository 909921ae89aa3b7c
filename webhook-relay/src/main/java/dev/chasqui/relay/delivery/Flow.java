package dev.chasqui.relay.delivery;

import dev.chasqui.tracing.Traceparent;
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
    Delivery delivery = attempt.delivery();
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("step", "webhook")
            .addKeyValue("accountId", delivery.accountId())
            .addKeyValue("eventId", delivery.eventId())
            .addKeyValue("type", delivery.eventType())
            .addKeyValue("deliveryId", delivery.id())
            .addKeyValue("subscriptionId", delivery.subscriptionId())
            .addKeyValue("attempt", attempt.number())
            .addKeyValue("tookMs", attempt.took().toMillis())
            .addKeyValue("status", status(verdict))
            .addKeyValue("traceId", Traceparent.traceId(delivery.trace()));
    switch (attempt.outcome()) {
      case Attempt.Delivered(int status, _, _) -> line = line.addKeyValue("httpStatus", status);
      case Attempt.Refused refused ->
          line =
              line.addKeyValue("httpStatus", refused.status())
                  .addKeyValue("reason", refused.error());
      case Attempt.Failed(String error) -> line = line.addKeyValue("reason", error);
      case Attempt.Unsubscribed _ -> line = line.addKeyValue("reason", Attempt.Unsubscribed.REASON);
      case Attempt.HeldBack _ -> {}
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
