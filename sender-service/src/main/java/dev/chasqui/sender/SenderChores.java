package dev.chasqui.sender;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.chores.Chore;
import dev.chasqui.chores.Chores;
import dev.chasqui.sender.bulk.BulkFeeder;
import dev.chasqui.sender.bulk.BulkJobs;
import dev.chasqui.sender.bulk.BulkPurge;
import dev.chasqui.sender.chore.Purge;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.news.StatusNews;
import dev.chasqui.sender.send.Endings;
import dev.chasqui.sender.send.QuotaNotices;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is done from time to time. */
@Configuration(proxyBeanMethods = false)
class SenderChores {

  private static final Duration SWEEP_EVERY = Duration.ofSeconds(2);
  private static final Duration FEED_EVERY = Duration.ofMillis(200);
  private static final Duration EXPIRE_EVERY = Duration.ofMillis(500);
  private static final int EXPIRE_BATCH = 200;
  private static final Duration PURGE_EVERY = Duration.ofMinutes(1);

  @Bean(initMethod = "start")
  Chores senderChores(
      WorkQueue senderQueue,
      Endings endings,
      StatusNews news,
      AccountLanes lanes,
      BulkJobs bulkJobs,
      BulkFeeder bulkFeeder,
      QuotaNotices quotaNotices,
      List<Chore> measuring,
      SenderProperties properties) {
    Chore.Step purge = new Purge(senderQueue, news, properties.keepFinished(), Clock.systemUTC());
    List<Chore> chores =
        List.of(
            new Chore("expiry", EXPIRE_EVERY, () -> endings.expire(EXPIRE_BATCH) == EXPIRE_BATCH),
            new Chore("purge", PURGE_EVERY, purge),
            new Chore("bringing the limits up to date", SWEEP_EVERY, lanes::sweep),
            new Chore(
                "forgetting bulk jobs",
                PURGE_EVERY,
                new BulkPurge(bulkJobs, properties.keepFinished(), Clock.systemUTC())),
            new Chore("telling of quotas", SWEEP_EVERY, quotaNotices::tell),
            new Chore("feeding bulk jobs", FEED_EVERY, bulkFeeder));
    return new Chores(
        "sender-chores",
        Stream.concat(chores.stream(), measuring.stream()).toList(),
        Ticker.systemTicker());
  }
}
