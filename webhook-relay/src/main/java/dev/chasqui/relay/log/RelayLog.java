package dev.chasqui.relay.log;

import dev.chasqui.relay.subscription.Webhooks;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What callers see of the log. */
@Configuration(proxyBeanMethods = false)
public class RelayLog {

  /** A search is answered with 503 before it gets in the way of deliveries. */
  private static final Duration SEARCH_WITHIN = Duration.ofSeconds(10);

  @Bean
  Deliveries deliveries(DataSource database) {
    var jdbc = new JdbcTemplate(database);
    jdbc.setQueryTimeout((int) SEARCH_WITHIN.toSeconds());
    return new Deliveries(JdbcClient.create(jdbc));
  }

  @Bean
  DeliveryDesk deliveryDesk(Deliveries deliveries, Webhooks webhooks) {
    return new DeliveryDesk(deliveries, webhooks);
  }

  @Bean
  DeliveryController deliveryController(DeliveryDesk desk) {
    return new DeliveryController(desk);
  }
}
