package dev.chasqui.inbound;

import dev.chasqui.access.CallerAccounts;
import dev.chasqui.access.Turns;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.inbound.InboundHistory.HistorySchema;
import dev.chasqui.inbound.chat.ChatController;
import dev.chasqui.inbound.chat.ChatDesk;
import dev.chasqui.inbound.chat.ChatQueries;
import dev.chasqui.inbound.chat.MarkReads;
import dev.chasqui.inbound.history.ReadMarks;
import dev.chasqui.inbound.media.MediaController;
import dev.chasqui.inbound.media.MediaDesk;
import dev.chasqui.inbound.media.MediaFiles;
import dev.chasqui.inbound.media.MediaSource;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.SendCommand;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The REST resources of the inbound service. */
@Configuration(proxyBeanMethods = false)
class InboundRest {

  /** A page is answered with 503 before it gets in the way of what is written. */
  private static final Duration READ_WITHIN = Duration.ofSeconds(10);

  /**
   * @param schema is up to date by then
   */
  @Bean
  ChatController chatController(
      HistorySchema schema,
      DataSource database,
      TransactionTemplate transactions,
      CallerAccounts accounts,
      SchemaRegistryClient registry,
      Producer<byte[], byte[]> producer) {
    JdbcTemplate reading = new JdbcTemplate(database);
    reading.setQueryTimeout((int) READ_WITHIN.toSeconds());
    MarkReads marks =
        new MarkReads(
            new AvroPublisher<>(producer, new AvroSerializer<SendCommand>(registry)),
            new ReadMarks(schema.jdbc(), transactions, Clock.systemUTC()));
    return new ChatController(
        new ChatDesk(accounts, new ChatQueries(JdbcClient.create(reading)), marks));
  }

  @Bean
  HttpCaller inboundHttp(InboundProperties properties) {
    return new HttpCaller(properties.callSettings());
  }

  @Bean
  HttpCaller inboundDownloads(InboundProperties properties) {
    return new HttpCaller(properties.downloadSettings());
  }

  @Bean
  MediaController mediaController(
      HistorySchema schema,
      CallerAccounts accounts,
      HttpCaller inboundHttp,
      HttpCaller inboundDownloads,
      InboundProperties properties) {
    return new MediaController(
        new MediaDesk(
            accounts,
            new MediaFiles(schema.jdbc()),
            new MediaSource(inboundHttp, inboundDownloads),
            new Turns(properties.mostDownloads()),
            properties.mediaPatience()));
  }
}
