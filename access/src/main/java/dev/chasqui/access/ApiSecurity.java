package dev.chasqui.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Who may call what: everything under {@code /api} needs a key. The rest has its own proof
 * (WhatsApp's signed calls) or none (health).
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

  static final String UNAUTHORIZED = "unauthorized";

  @Bean
  @Order(1)
  SecurityFilterChain apiSecurity(
      HttpSecurity http, ApiKeys keys, ObjectProvider<LargerBody> largerBodies) throws Exception {
    return guarded(http.securityMatcher("/api/**"), new BodyLimitFilter(largerBodies.stream()))
        .addFilterBefore(new ApiKeyFilter(keys), AuthorizationFilter.class)
        .exceptionHandling(
            refused ->
                refused.authenticationEntryPoint(
                    (request, response, why) -> unauthorized(request, response)))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain openSecurity(HttpSecurity http) throws Exception {
    return stateless(http)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  /** Only for who is known, and for bodies within bounds. */
  static HttpSecurity guarded(HttpSecurity http, BodyLimitFilter bodies) throws Exception {
    return stateless(http)
        .addFilterAfter(new WildcardTypeFilter(), AuthorizationFilter.class)
        .addFilterAfter(bodies, AuthorizationFilter.class)
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
  }

  private static HttpSecurity stateless(HttpSecurity http) throws Exception {
    // No cookie ever authenticates a call, so there is nothing for a forged cross-site call to use.
    return http.csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }

  private static void unauthorized(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ErrorBody.write(
        request, response, HttpStatus.UNAUTHORIZED, Refusal.of(UNAUTHORIZED, EdgeText.API_KEY));
  }
}
