package dev.chasqui.access;

import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Who may call what: everything under {@code /api} needs a token or a key, but for the login. The
 * rest has its own proof (WhatsApp's signed calls) or none (health). Of a call with both the token
 * counts.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

  static final String UNAUTHORIZED = "unauthorized";

  /** Does not look at credentials: a client whose token has expired may send it along. */
  @Bean
  @Order(1)
  SecurityFilterChain loginSecurity(HttpSecurity http) throws Exception {
    return bounded(http.securityMatcher(LoginController.PATH), new BodyLimitFilter(Stream.empty()))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain apiSecurity(
      HttpSecurity http,
      ApiKeys keys,
      TokenCallers tokenCallers,
      CallerAccounts callerAccounts,
      ObjectProvider<LargerBody> largerBodies)
      throws Exception {
    return guarded(http.securityMatcher("/api/**"), new BodyLimitFilter(largerBodies.stream()))
        .addFilter(bearerTokens(tokenCallers))
        .addFilterAfter(
            new ApiKeyFilter(keys, callerAccounts), BearerTokenAuthenticationFilter.class)
        .exceptionHandling(refused -> refused.authenticationEntryPoint(CallRefusals::refuse))
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain openSecurity(HttpSecurity http) throws Exception {
    return stateless(http)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  private static BearerTokenAuthenticationFilter bearerTokens(TokenCallers callers) {
    var filter = new BearerTokenAuthenticationFilter(callers);
    filter.setAuthenticationEntryPoint(CallRefusals::refuse);
    filter.setAuthenticationFailureHandler(CallRefusals::refuse);
    return filter;
  }

  /** Each filter of each call would be measured, in dozens of series that nobody looks at. */
  @Bean
  SecurityObservationSettings noSecurityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** Only for who is known, and for bodies within bounds. */
  static HttpSecurity guarded(HttpSecurity http, BodyLimitFilter bodies) throws Exception {
    return bounded(http, bodies)
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
  }

  private static HttpSecurity bounded(HttpSecurity http, BodyLimitFilter bodies) throws Exception {
    return stateless(http)
        .addFilterAfter(new CallerNoteFilter(), AuthorizationFilter.class)
        .addFilterAfter(new WildcardTypeFilter(), AuthorizationFilter.class)
        .addFilterAfter(bodies, AuthorizationFilter.class);
  }

  private static HttpSecurity stateless(HttpSecurity http) throws Exception {
    // No cookie ever authenticates a call, so there is nothing for a forged cross-site call to use.
    return http.csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }
}
