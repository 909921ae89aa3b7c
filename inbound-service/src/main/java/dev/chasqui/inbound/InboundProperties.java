package dev.chasqui.inbound;

import dev.chasqui.http.CallSettings;
import dev.chasqui.http.Reach;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the inbound service, {@code chasqui.inbound.*}. Immutable.
 *
 * @param consumers threads that read provider events
 * @param historyConsumers threads that keep the history
 * @param historyRetention how long a message is kept after it was sent
 * @param connectTimeout for connecting to WhatsApp, TLS included
 * @param callTimeout for asking WhatsApp where a file is
 * @param mediaTimeout for a file in all, from WhatsApp to the client
 * @param mediaPatience how long a call for a file waits for its turn
 * @param mostDownloads files that are handed on at once; others wait
 * @param topicPartitions of topics that do not exist yet
 */
@ConfigurationProperties("chasqui.inbound")
record InboundProperties(
    @DefaultValue("2") int consumers,
    @DefaultValue("2") int historyConsumers,
    @DefaultValue("365d") Duration historyRetention,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration callTimeout,
    @DefaultValue("5m") Duration mediaTimeout,
    @DefaultValue("10s") Duration mediaPatience,
    @DefaultValue("64") int mostDownloads,
    @DefaultValue("6") int topicPartitions) {

  /** WhatsApp's answers but for files are a few hundred bytes. */
  private static final int MOST_READ = 64 * 1024;

  CallSettings callSettings() {
    return settings(callTimeout);
  }

  CallSettings downloadSettings() {
    return settings(mediaTimeout);
  }

  private CallSettings settings(Duration timeout) {
    return new CallSettings(
        connectTimeout, timeout, mostDownloads, mostDownloads, MOST_READ, new Reach.Everywhere());
  }
}
