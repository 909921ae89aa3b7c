package dev.chasqui.access;

import dev.chasqui.access.AccessConfiguration.AccessSchema;
import dev.chasqui.access.rate.RateBuckets;
import dev.chasqui.access.rate.RateLimit;
import jakarta.servlet.Filter;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rate limit of everything under {@code /api}; nothing else counts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpProperties.class)
class RateLimitConfiguration {

  @Bean
  RequestAddress requestAddress(HttpProperties properties) {
    return new RequestAddress(properties.clientAddresses());
  }

  /**
   * @param schema has the table of counts by then
   */
  @Bean
  RateBuckets rateBuckets(AccessSchema schema, DataSource database, ObjectProvider<Clock> clock) {
    return new RateBuckets(database, AccessConfiguration.time(clock));
  }

  @Bean
  RateSweeper rateSweeper(RateBuckets rateBuckets) {
    return new RateSweeper(rateBuckets);
  }

  @Bean
  FilterRegistrationBean<Filter> rateLimitFilter(
      RateBuckets rateBuckets,
      RequestAddress requestAddress,
      HttpProperties properties,
      ObjectProvider<Clock> clock) {
    if (properties.rateLimit() == 0) {
      return unlimited();
    }
    RateLimit limit =
        new RateLimit(rateBuckets, properties.rateLimit(), AccessConfiguration.time(clock));
    var registration =
        new FilterRegistrationBean<Filter>(new RateLimitFilter(limit, requestAddress));
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
