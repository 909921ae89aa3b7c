package dev.chasqui.sender.rest;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.CallerAccounts;
import dev.chasqui.access.LargerBody;
import dev.chasqui.access.Limits;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.sender.bulk.BulkDesk;
import dev.chasqui.sender.bulk.BulkJobs;
import dev.chasqui.sender.bulk.WaitingRecipients;
import dev.chasqui.sender.call.CommandGateway;
import dev.chasqui.sender.call.FileDesk;
import dev.chasqui.sender.call.MessageDesk;
import dev.chasqui.sender.call.TopicOnlyFields;
import dev.chasqui.sender.command.Cancellations;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.contact.ContactPace;
import dev.chasqui.sender.contact.Contacts;
import dev.chasqui.sender.graph.BusinessProfile;
import dev.chasqui.sender.graph.MediaUploads;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.graph.SessionExtension;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The REST resources of the sender. */
@Configuration(proxyBeanMethods = false)
public class SenderRest {

  /**
   * Its text, twice while it is read, its bytes, and some to spare, when it is as large as may be.
   */
  private static final long MEMORY_OF_AN_IMAGE = 64L << 20;

  private static final int MOST_IMAGES_AT_ONCE = 64;
  private static final Duration PATIENCE_WITH_IMAGES = Duration.ofSeconds(10);

  @Bean
  JsonMapperBuilderCustomizer topicOnlyFields() {
    return json -> json.addHandler(new TopicOnlyFields());
  }

  @Bean
  CommandController commandController(
      CommandBook commands,
      Cancellations cancellations,
      WaitingRecipients waitingRecipients,
      BulkJobs bulkJobs,
      BulkDesk bulkDesk) {
    return new CommandController(
        new CommandDesk(commands, cancellations, waitingRecipients, bulkJobs, bulkDesk));
  }

  @Bean
  BulkController bulkController(BulkDesk bulkDesk) {
    return new BulkController(bulkDesk);
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
  SessionExtension sessionExtension(HttpCaller senderRestHttp) {
    return new SessionExtension(senderRestHttp);
  }

  @Bean
  SessionController sessionController(
      CallerAccounts accounts,
      SessionExtension sessions,
      HttpCaller senderRestHttp,
      CommandBook commands,
      Circuits<SendOutcome> senderCircuits) {
    return new SessionController(
        accounts,
        sessions,
        new BusinessProfile(senderRestHttp),
        new Standing(commands, senderCircuits));
  }

  @Bean
  ContactController contactController(
      CallerAccounts accounts,
      SessionExtension sessions,
      AccountLanes lanes,
      WorkQueue senderQueue,
      CommandGateway gateway) {
    Clock clock = Clock.systemUTC();
    ContactPace pace = new ContactPace(lanes, senderQueue, clock);
    return new ContactController(
        accounts,
        new Contacts(sessions, pace, Ticker.systemTicker()),
        new RetryAfter(clock),
        gateway.patience());
  }

  @Bean
  MessageController messageController(
      CommandGateway gateway, CommandBook commands, CallerAccounts accounts, FileDesk files) {
    MessageDesk desk = new MessageDesk(gateway, commands, _ -> true);
    return new MessageController(desk, files, accounts, Clock.systemUTC());
  }

  @Bean
  FileDesk fileDesk(HttpCaller senderRestHttp, CommandBook commands) {
    return new FileDesk(new MediaUploads(senderRestHttp), commands);
  }

  /** An image in Base64; as many at once as there is memory for, which each takes a lot of. */
  @Bean
  LargerBody imageBodies() {
    long room = Runtime.getRuntime().maxMemory() / MEMORY_OF_AN_IMAGE;
    return new LargerBody(
        MessageController.PATH + MessageController.SEND_IMAGE,
        ImageRequest.MOST_BYTES,
        Math.clamp(room, 1, MOST_IMAGES_AT_ONCE),
        PATIENCE_WITH_IMAGES);
  }
}
