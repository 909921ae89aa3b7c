package dev.chasqui.access;

import dev.chasqui.access.rate.RateBuckets;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the service that serves the login needs. */
@Configuration(proxyBeanMethods = false)
public class LoginConfiguration {

  @Bean
  LoginController loginController(
      Clients clients,
      Tokens tokens,
      RateBuckets rateBuckets,
      RequestAddress requestAddress,
      ObjectProvider<Clock> clock) {
    var failures = new FailedLogins(rateBuckets, AccessConfiguration.time(clock));
    return new LoginController(new Login(clients, tokens, failures, requestAddress));
  }
}
