package dev.chasqui.simulator;

import dev.chasqui.simulator.chat.ChatFeature;
import dev.chasqui.simulator.faults.FaultsFeature;
import dev.chasqui.simulator.graph.GraphFeature;
import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.media.MediaFeature;
import dev.chasqui.simulator.messages.MessagesFeature;
import dev.chasqui.simulator.numbers.NumbersFeature;
import dev.chasqui.simulator.received.ReceivedFeature;
import dev.chasqui.simulator.session.SessionFeature;
import dev.chasqui.simulator.time.Delays;
import dev.chasqui.simulator.time.Pauses;
import dev.chasqui.simulator.webhooks.WebhookSettings;
import dev.chasqui.simulator.webhooks.WebhooksFeature;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import tools.jackson.databind.json.JsonMapper;

/**
 * The simulator. What Spring Boot sets up is listed by name: whatever else is on the class path (a
 * database, Kafka, security) has no part in it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SimulatorProperties.class)
@ImportAutoConfiguration({
  PropertyPlaceholderAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  MultipartAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
@Import({
  WebServer.class,
  Seeds.class,
  LandingController.class,
  GraphFeature.class,
  NumbersFeature.class,
  ReceivedFeature.class,
  WebhooksFeature.class,
  FaultsFeature.class,
  ChatFeature.class,
  MediaFeature.class,
  MessagesFeature.class,
  SessionFeature.class
})
class SimulatorConfiguration {
  private static final int MAX_DELAYED = 1_000_000;

  @Bean
  JsonMapper jsonMapper() {
    return Json.MAPPER;
  }

  @Bean
  Delays delays() {
    return new Delays(MAX_DELAYED);
  }

  @Bean
  Pauses pauses() {
    return new Pauses();
  }

  /** The web server waits for its requests when it stops: those that wait must end before. */
  @Bean
  ApplicationListener<ContextClosedEvent> endOfPauses(Pauses pauses) {
    return closed -> pauses.close();
  }

  @Bean
  WebhookSettings webhookSettings(SimulatorProperties properties) {
    return properties.webhooks();
  }

  @Bean
  Clock clock(ObjectProvider<SimulatorSettings> settings) {
    var given = settings.getIfAvailable();
    return given == null ? Clock.systemUTC() : given.clock();
  }
}
