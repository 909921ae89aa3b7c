package dev.chasqui.sender.rest;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.AccountDirectory;
import dev.chasqui.access.Limits;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.sender.bulk.BulkDesk;
import dev.chasqui.sender.bulk.BulkJobs;
import dev.chasqui.sender.bulk.BulkProgress;
import dev.chasqui.sender.command.Cancellations;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.graph.SessionExtension;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** The REST resources of the sender. */
@Configuration(proxyBeanMethods = false)
public class SenderRest {

  @Bean
  CommandController commandController(CommandBook commands, Cancellations cancellations) {
    return new CommandController(commands, cancellations);
  }

  @Bean
  BulkController bulkController(
      BulkJobs bulkJobs,
      BulkProgress bulkProgress,
      Cancellations cancellations,
      TransactionTemplate transactions) {
    return new BulkController(new BulkDesk(bulkJobs, bulkProgress, cancellations, transactions));
  }

  @Bean
  LimitsDesk limitsDesk(Limits limits, AccountLanes lanes, WorkQueue senderQueue) {
    return new LimitsDesk(limits, lanes, senderQueue, Clock.systemUTC());
  }

  @Bean
  LimitsController limitsController(LimitsDesk limitsDesk) {
    return new LimitsController(limitsDesk);
  }

  @Bean
  SessionExtension sessionExtension(HttpCaller senderHttp) {
    return new SessionExtension(senderHttp);
  }

  @Bean
  SessionController sessionController(
      AccountDirectory accounts,
      SessionExtension sessions,
      CommandBook commands,
      Circuits<SendOutcome> senderCircuits) {
    return new SessionController(accounts, sessions, commands, senderCircuits);
  }

  @Bean
  ContactController contactController(
      AccountDirectory accounts,
      SessionExtension sessions,
      AccountLanes lanes,
      WorkQueue senderQueue) {
    return new ContactController(
        accounts, sessions, lanes, senderQueue, Clock.systemUTC(), Ticker.systemTicker());
  }

  @Bean
  MessageController messageController(CommandGateway gateway) {
    return new MessageController(gateway, Clock.systemUTC());
  }
}
