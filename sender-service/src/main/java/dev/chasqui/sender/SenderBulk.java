package dev.chasqui.sender;

import dev.chasqui.sender.bulk.BulkDesk;
import dev.chasqui.sender.bulk.BulkFeeder;
import dev.chasqui.sender.bulk.BulkJobs;
import dev.chasqui.sender.bulk.BulkProgress;
import dev.chasqui.sender.bulk.WaitingRecipients;
import dev.chasqui.sender.command.Cancellations;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.command.CommandIntake;
import dev.chasqui.workqueue.WorkQueue;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Bulk jobs. */
@Configuration(proxyBeanMethods = false)
class SenderBulk {

  @Bean
  BulkJobs bulkJobs(WorkQueue senderQueue, DataSource database) {
    return new BulkJobs(JdbcClient.create(database));
  }

  @Bean
  BulkProgress bulkProgress(BulkJobs bulkJobs, CommandBook commands) {
    return new BulkProgress(bulkJobs, commands);
  }

  @Bean
  WaitingRecipients waitingRecipients(
      BulkJobs bulkJobs, DataSource database, TransactionTemplate transactions) {
    return new WaitingRecipients(bulkJobs, JdbcClient.create(database), transactions);
  }

  @Bean
  BulkDesk bulkDesk(
      BulkJobs bulkJobs,
      BulkProgress bulkProgress,
      Cancellations cancellations,
      TransactionTemplate transactions) {
    return new BulkDesk(bulkJobs, bulkProgress, cancellations, transactions);
  }

  @Bean
  BulkFeeder bulkFeeder(
      BulkJobs bulkJobs,
      BulkProgress bulkProgress,
      CommandIntake intake,
      CommandBook commands,
      TransactionTemplate transactions,
      JdbcTemplate jdbc) {
    return new BulkFeeder(bulkJobs, bulkProgress, intake, commands, transactions, jdbc);
  }
}
