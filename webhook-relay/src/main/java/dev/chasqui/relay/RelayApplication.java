package dev.chasqui.relay;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The relay as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration(
    exclude = {
      FlywayAutoConfiguration.class,
      KafkaAutoConfiguration.class,
      UserDetailsServiceAutoConfiguration.class
    })
@Import(RelayService.class)
class RelayApplication {

  public static void main(String[] args) {
    new SpringApplicationBuilder(RelayApplication.class)
        .properties("spring.config.name=chasqui,relay")
        .run(args);
  }
}
