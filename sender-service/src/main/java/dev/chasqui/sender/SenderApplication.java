package dev.chasqui.sender;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The sender as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration(
    exclude = {
      FlywayAutoConfiguration.class,
      KafkaAutoConfiguration.class,
      UserDetailsServiceAutoConfiguration.class
    })
@Import(SenderService.class)
class SenderApplication {

  public static void main(String[] args) {
    new SpringApplicationBuilder(SenderApplication.class)
        .properties("spring.config.name=chasqui,sender")
        .run(args);
  }
}
