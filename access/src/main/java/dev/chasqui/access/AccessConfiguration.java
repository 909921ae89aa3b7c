package dev.chasqui.access;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.openapi.ApiDocument;
import dev.chasqui.access.openapi.EasyWhaDocument;
import dev.chasqui.tracing.Traces;
import dev.chasqui.tracing.TracesConfiguration;
import jakarta.servlet.Filter;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What every service's edge needs of this module. */
@Configuration(proxyBeanMethods = false)
@Import({
  TracesConfiguration.class,
  ApiSecurity.class,
  RateLimitConfiguration.class,
  ApiErrors.class,
  BodyTexts.class,
  RefusedRequests.class,
  ApiDocument.class,
  EasyWhaDocument.class
})
public class AccessConfiguration {

  /** Proof that the {@code access} schema is up to date; what reads it depends on this. */
  public record AccessSchema(JdbcClient jdbc) {}

  @Bean
  AccessSchema accessSchema(DataSource database) {
    SchemaMigration.run(database, "access", "classpath:db/access");
    return new AccessSchema(JdbcClient.create(database));
  }

  @Bean
  Transactions transactions(TransactionTemplate transactions, JdbcTemplate jdbc) {
    return new Transactions(transactions, jdbc);
  }

  @Bean
  FilterRegistrationBean<Drain> drainFilter(Drain drain) {
    FilterRegistrationBean<Drain> filter = new FilterRegistrationBean<>(drain);
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  Drain drain(ApplicationContext context, HttpProperties properties) {
    return new Drain(context, properties.drain());
  }

  @Bean
  SecretBox secretBox(@Value("${chasqui.master-key}") String masterKey) {
    return new SecretBox(new Secret(masterKey));
  }

  @Bean
  Accounts accounts(AccessSchema schema, SecretBox box) {
    return new Accounts(schema.jdbc(), box);
  }

  @Bean
  Limits limits(AccessSchema schema) {
    return new Limits(schema.jdbc());
  }

  @Bean
  AccountDirectory accountDirectory(Accounts accounts) {
    return new AccountDirectory(accounts, Ticker.systemTicker());
  }

  @Bean
  ApiKeys apiKeys(AccessSchema schema) {
    return new ApiKeys(schema.jdbc());
  }

  @Bean
  Clients clients(AccessSchema schema, SecretBox box) {
    return new Clients(schema.jdbc(), box);
  }

  @Bean
  Tenants tenants(AccessSchema schema) {
    return new Tenants(schema.jdbc());
  }

  @Bean
  Tokens tokens(AccessSchema schema, SecretBox box, ObjectProvider<Clock> clock) {
    return new Tokens(new SigningKeys(schema.jdbc(), box, time(clock)), time(clock));
  }

  /** First, so that it sees what others refuse. */
  @Bean
  FilterRegistrationBean<Filter> callFilter(Traces traces) {
    var registration = new FilterRegistrationBean<Filter>(new CallFilter(traces));
    registration.addUrlPatterns("/api/*", "/webhooks/*", "/admin/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return registration;
  }

  @Bean
  CallerAccounts callerAccounts(AccountDirectory directory, Accounts accounts) {
    return new CallerAccounts(directory, accounts);
  }

  @Bean
  TokenCallers tokenCallers(
      Tokens tokens,
      Clients clients,
      RequestAddress requestAddress,
      CallerAccounts callerAccounts) {
    return new TokenCallers(tokens.decoder(), clients, requestAddress, callerAccounts);
  }

  /** The system's time, unless there is a clock for all to go by. */
  static Clock time(ObjectProvider<Clock> given) {
    return given.getIfAvailable(Clock::systemUTC);
  }
}
