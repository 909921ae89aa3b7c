package dev.chasqui.simulator.webhooks;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are delivered.
 *
 * @param capacity most updates that wait for one number; more are dropped and counted
 * @param lanes most webhooks under way to one number; a chat stays in one lane, so in order
 * @param firstRetry wait after the first failure; it doubles with each one more
 * @param maxRetry longest wait between attempts
 * @param retryFor how long an update is tried before it is dropped
 * @param timeout of connecting and of waiting for the answer
 */
public record WebhookSettings(
    @DefaultValue("100000") int capacity,
    @DefaultValue("64") int lanes,
    @DefaultValue("200ms") Duration firstRetry,
    @DefaultValue("30s") Duration maxRetry,
    @DefaultValue("7d") Duration retryFor,
    @DefaultValue("20s") Duration timeout) {

  public WebhookSettings {
    if (capacity < 1 || lanes < 1) {
      throw new IllegalArgumentException(
          "chasqui.simulator.webhooks: capacity and lanes must be at least 1");
    }
  }

  Duration retryAfter(int failures) {
    var wait = firstRetry.multipliedBy(1L << Math.min(failures - 1, 20));
    return wait.compareTo(maxRetry) > 0 ? maxRetry : wait;
  }
}
