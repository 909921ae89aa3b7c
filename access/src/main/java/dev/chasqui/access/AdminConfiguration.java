package dev.chasqui.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** What the service that serves the admin API needs: its port, and who may call it. */
@Configuration(proxyBeanMethods = false)
public class AdminConfiguration {

  @Bean
  AdminPort adminPort(
      @Value("${chasqui.admin.host}") String host,
      @Value("${chasqui.admin.port}") int port,
      @Value("${chasqui.admin.token}") String token) {
    return new AdminPort(host, port, new Secret(token));
  }

  @Bean
  @Order(0)
  SecurityFilterChain adminSecurity(HttpSecurity http, AdminPort adminPort) throws Exception {
    return ApiSecurity.guarded(
            http.securityMatcher("/admin", "/admin/**"), new BodyLimitFilter(Stream.empty()))
        .addFilterBefore(new AdminTokenFilter(adminPort), AuthorizationFilter.class)
        .exceptionHandling(
            refused ->
                refused.authenticationEntryPoint(
                    (request, response, why) -> unauthorized(request, response)))
        .build();
  }

  private static void unauthorized(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    ErrorBody.write(
        request,
        response,
        HttpStatus.UNAUTHORIZED,
        Refusal.of(ApiSecurity.UNAUTHORIZED, EdgeText.ADMIN_TOKEN));
  }
}
