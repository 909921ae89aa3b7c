package dev.chasqui.sender;

import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.BatchListeners;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.sender.news.Sessions;
import dev.chasqui.sender.news.StatusIntake;
import dev.chasqui.sender.news.StatusNews;
import dev.chasqui.sender.number.KnownForms;
import dev.chasqui.sender.send.Sender;
import dev.chasqui.workqueue.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** What WhatsApp says of messages later. */
@Configuration(proxyBeanMethods = false)
class SenderNews {

  @Bean
  StatusNews senderStatusNews(WorkQueue senderQueue, DataSource database) {
    return new StatusNews(new JdbcTemplate(database));
  }

  @Bean
  Sessions senderSessions(WorkQueue senderQueue, DataSource database) {
    return new Sessions(new JdbcTemplate(database));
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> senderNews(
      KafkaSettings kafka,
      MeterRegistry meters,
      SchemaRegistryClient registry,
      TransactionTemplate transactions,
      JdbcTemplate jdbc,
      WorkQueue senderQueue,
      StatusNews news,
      Sessions senderSessions,
      KnownForms knownForms,
      Sender sender) {
    StatusIntake intake =
        new StatusIntake(
            AvroDeserializer.of(registry, WhatsAppEvent.class),
            transactions,
            jdbc,
            senderQueue,
            news,
            senderSessions,
            sender::wake,
            knownForms::doesNotExist);
    // One thread: a batch costs a look-up by key.
    return BatchListeners.container(
        kafka, meters, SenderService.NAME + "-news", 1, intake::accept, Topics.EVENTS);
  }
}
