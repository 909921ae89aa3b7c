package dev.chasqui.access;

import dev.chasqui.access.AccessConfiguration.AccessSchema;
import dev.chasqui.access.rate.ClientAddresses;
import dev.chasqui.access.rate.RateLimit;
import jakarta.servlet.Filter;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rate limit of everything under {@code /api}; nothing else counts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpProperties.class)
class RateLimitConfiguration {

  /**
   * @param schema has the table of counts by then
   */
  @Bean
  FilterRegistrationBean<Filter> rateLimitFilter(
      AccessSchema schema, DataSource database, HttpProperties properties) {
    ClientAddresses clients = properties.clientAddresses();
    if (properties.rateLimit() == 0) {
      return unlimited();
    }
    RateLimit limit = new RateLimit(database, properties.rateLimit(), Clock.systemUTC());
    var registration = new FilterRegistrationBean<Filter>(new RateLimitFilter(limit, clients));
    registration.addUrlPatterns("/api/*");
    registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
    return registration;
  }

  private static FilterRegistrationBean<Filter> unlimited() {
    var none =
        new FilterRegistrationBean<Filter>(
            (request, response, chain) -> chain.doFilter(request, response));
    none.setEnabled(false);
    return none;
  }
}
