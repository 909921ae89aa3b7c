package dev.chasqui.relay.log;

import dev.chasqui.relay.subscription.Webhooks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What callers see of the log. */
@Configuration(proxyBeanMethods = false)
public class RelayLog {

  @Bean
  Deliveries deliveries(JdbcTemplate jdbc) {
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
