package dev.chasqui.sender;

import dev.chasqui.access.AccessConfiguration;
import dev.chasqui.access.LoginConfiguration;
import dev.chasqui.access.SchemaMigration;
import dev.chasqui.messaging.MessagingConfiguration;
import dev.chasqui.sender.admin.SenderAdmin;
import dev.chasqui.sender.easywha.SenderEasyWha;
import dev.chasqui.sender.metrics.SenderMetrics;
import dev.chasqui.sender.rest.SenderRest;
import dev.chasqui.workqueue.PostgresWorkQueue;
import dev.chasqui.workqueue.WorkQueue;
import dev.chasqui.workqueue.WorkQueueSchema;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The whole sender service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SenderProperties.class)
@Import({
  AccessConfiguration.class,
  LoginConfiguration.class,
  MessagingConfiguration.class,
  SenderContracts.class,
  SenderResults.class,
  SenderCalls.class,
  SenderSending.class,
  SenderNews.class,
  SenderCommands.class,
  SenderBulk.class,
  SenderChores.class,
  SenderRest.class,
  SenderEasyWha.class,
  SenderAdmin.class,
  SenderMetrics.class
})
public class SenderService {

  /** Of its consumers' groups; in dead letters, of who wrote them. */
  static final String NAME = "chasqui-sender";

  @Bean
  WorkQueue senderQueue(DataSource database) {
    SchemaMigration.run(database, "sender", WorkQueueSchema.FLYWAY_LOCATION, "classpath:db/sender");
    return new PostgresWorkQueue(database, "sender");
  }
}
