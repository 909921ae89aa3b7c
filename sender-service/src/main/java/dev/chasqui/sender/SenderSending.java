package dev.chasqui.sender;

import dev.chasqui.access.AccountDirectory;
import dev.chasqui.access.Limits;
import dev.chasqui.sender.command.Cancellations;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.command.KeptResults;
import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.news.StatusNews;
import dev.chasqui.sender.result.Outbox;
import dev.chasqui.sender.result.ResultCodec;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.send.Endings;
import dev.chasqui.sender.send.QuotaNotices;
import dev.chasqui.sender.send.SendWatch;
import dev.chasqui.sender.send.Sender;
import dev.chasqui.tracing.Traces;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of the commands that are in the queue. */
@Configuration(proxyBeanMethods = false)
class SenderSending {

  @Bean
  AccountLanes accountLanes(
      Limits limits,
      WorkQueue senderQueue,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      SenderProperties properties) {
    return new AccountLanes(
        limits, senderQueue, transactions, jdbc, properties.limits(), Clock.systemUTC());
  }

  @Bean
  Sender sender(
      WorkQueue senderQueue,
      AccountDirectory accounts,
      GraphClient senderGraph,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      Outbox outbox,
      ResultCodec codec,
      Results results,
      StatusNews news,
      SendWatch watch,
      Traces traces,
      SenderProperties properties) {
    return Sender.start(
        senderQueue,
        accounts,
        senderGraph,
        transactions,
        jdbc,
        outbox,
        codec,
        results,
        news,
        properties.unknownPatience(),
        watch,
        traces,
        properties.workerSettings());
  }

  @Bean
  Endings senderEndings(
      WorkQueue senderQueue,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      Outbox outbox,
      ResultCodec codec,
      Results results,
      StatusNews news) {
    return new Endings(senderQueue, transactions, jdbc, outbox, codec, results, news);
  }

  @Bean
  Cancellations senderCancellations(
      WorkQueue senderQueue, Endings endings, KeptResults keptResults) {
    return new Cancellations(senderQueue, endings, keptResults);
  }

  @Bean
  QuotaNotices quotaNotices(
      WorkQueue senderQueue,
      AccountLanes lanes,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      Outbox outbox,
      ResultCodec codec,
      Results results) {
    return new QuotaNotices(
        senderQueue, lanes, transactions, jdbc, outbox, codec, results, Clock.systemUTC());
  }

  @Bean
  CommandBook commandBook(WorkQueue senderQueue, AccountLanes lanes, KeptResults keptResults) {
    return new CommandBook(senderQueue, lanes, keptResults, Clock.systemUTC());
  }
}
