package dev.chasqui.relay.subscription;

import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps account of how long endpoints have been failing, and disables subscriptions: at once if the
 * endpoint is gone, else when it has failed for long without a success. Costs nothing while an
 * endpoint works or goes on failing. Thread-safe.
 */
public final class EndpointWatch {

  private static final Logger LOG = LoggerFactory.getLogger(EndpointWatch.class);

  private final SubscriptionDirectory directory;
  private final WorkQueue queue;
  private final JdbcTemplate template;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Duration disableAfter;
  private final Clock clock;

  /**
   * @param disableAfter how long an endpoint may fail without a success
   */
  public EndpointWatch(
      SubscriptionDirectory directory,
      WorkQueue queue,
      JdbcTemplate template,
      TransactionOperations transactions,
      Duration disableAfter,
      Clock clock) {
    this.directory = directory;
    this.queue = queue;
    this.template = template;
    this.jdbc = JdbcClient.create(template);
    this.transactions = transactions;
    this.disableAfter = disableAfter;
    this.clock = clock;
  }

  /** An attempt succeeded. */
  public void succeeded(Endpoint endpoint) {
    find(endpoint)
        .filter(found -> found.failingSince() != null)
        .ifPresent(found -> setFailingSince(found, "null"));
  }

  /** An attempt failed, and is recorded. */
  public void failed(Endpoint endpoint) {
    find(endpoint).filter(Subscription::active).ifPresent(this::failed);
  }

  /** Empty if it is gone, or has another URL by now. */
  private Optional<Subscription> find(Endpoint endpoint) {
    return directory
        .find(endpoint.subscriptionId())
        .filter(found -> found.terms().url().equals(endpoint.url()));
  }

  private void failed(Subscription found) {
    Instant since = found.failingSince();
    if (since == null) {
      setFailingSince(found, "coalesce(failing_since, :now)");
    } else if (!clock.instant().isBefore(since.plus(disableAfter))) {
      disable(found, Disabled.Reason.FAILING);
    }
  }

  /** The endpoint said that it is gone for good. */
  public void gone(Endpoint endpoint) {
    find(endpoint)
        .filter(Subscription::active)
        .ifPresent(found -> disable(found, Disabled.Reason.GONE));
  }

  private void setFailingSince(Subscription found, String value) {
    jdbc.sql(
            """
            update relay.subscription set failing_since = %s
            where subscription_id = :id and url = :url
            """
                .formatted(value))
        .param("id", found.id())
        .param("url", url(found))
        .param("now", now())
        .update();
    directory.changed(found);
  }

  private void disable(Subscription found, Disabled.Reason reason) {
    boolean disabled =
        Objects.requireNonNull(
            transactions.execute(_ -> isSo(found.id(), reason) && disabled(found, reason)));
    if (disabled) {
      LOG.warn("Webhook {} is disabled: {}", found.id(), reason.id());
    }
    directory.changed(found);
  }

  /**
   * What this instance knows of the endpoint may be a second old, and another instance may have had
   * a success just before it was said to be failing: the log of attempts has the last word.
   */
  private boolean isSo(String id, Disabled.Reason reason) {
    if (reason == Disabled.Reason.GONE) {
      return true;
    }
    int works =
        jdbc.sql(
                """
                update relay.subscription s set failing_since = null
                where subscription_id = ? and exists (select from relay.delivery d
                  where d.subscription_id = s.subscription_id and d.status = 'delivered'
                    -- made since then: an id begins with the milliseconds since 1970
                    and d.delivery_id >= (lpad(to_hex((extract(epoch from s.failing_since) * 1000)::bigint), 12, '0')
                      || repeat('0', 20))::uuid
                    and (d.attempts -> -1 ->> 'at')::timestamptz >= s.failing_since)
                """)
            .param(id)
            .update();
    return works == 0;
  }

  private boolean disabled(Subscription found, Disabled.Reason reason) {
    OffsetDateTime longAgo = now().minus(disableAfter);
    int changed =
        jdbc.sql(
                """
                update relay.subscription set active = false, disabled_at = :now,
                  disabled_reason = :reason, disabled_told = false
                where subscription_id = :id and url = :url and active
                  and (:reason = 'gone' or failing_since <= :longAgo)
                """)
            .param("id", found.id())
            .param("url", url(found))
            .param("now", now())
            .param("reason", reason.id())
            .param("longAgo", longAgo)
            .update();
    if (changed == 1) {
      template.execute((ConnectionCallback<Boolean>) tx -> pause(tx, found.id()));
    }
    return changed == 1;
  }

  private static String url(Subscription found) {
    return found.terms().url().toString();
  }

  private boolean pause(Connection tx, String lane) {
    queue.pause(tx, lane, Instant.MAX);
    return true;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
