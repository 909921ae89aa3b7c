package dev.chasqui.access;

import dev.chasqui.access.rate.ClientAddresses;
import dev.chasqui.access.rate.Count;
import dev.chasqui.access.rate.RateLimit;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts requests by their address, and refuses with 429 what is too much. It comes before the keys
 * are looked at: who guesses them is counted too.
 */
final class RateLimitFilter extends OncePerRequestFilter {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(5);

  private final RateLimit limit;
  private final ClientAddresses clients;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rate-limit-sweeper").factory());

  RateLimitFilter(RateLimit limit, ClientAddresses clients) {
    this.limit = limit;
    this.clients = clients;
  }

  @Override
  protected void initFilterBean() {
    var _ =
        sweeper.scheduleWithFixedDelay(
            limit::sweep, SWEEP_EVERY.toSeconds(), SWEEP_EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void destroy() {
    sweeper.shutdownNow();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    List<String> forwardedFor = Collections.list(request.getHeaders(FORWARDED_FOR));
    switch (limit.count(clients.nameOf(request.getRemoteAddr(), forwardedFor))) {
      case Count.None _ -> chain.doFilter(request, response);
      case Count.Within(long remaining, Duration resetIn) -> {
        tell(response, remaining, resetIn);
        chain.doFilter(request, response);
      }
      case Count.Over(Duration resetIn) -> {
        tell(response, 0, resetIn);
        refuse(request, response, seconds(resetIn));
      }
    }
  }

  private void tell(HttpServletResponse response, long remaining, Duration resetIn) {
    response.setHeader("RateLimit-Limit", Integer.toString(limit.limit()));
    response.setHeader("RateLimit-Remaining", Long.toString(remaining));
    response.setHeader("RateLimit-Reset", Long.toString(seconds(resetIn)));
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, long seconds)
      throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    ErrorBody.write(
        request,
        response,
        HttpStatus.TOO_MANY_REQUESTS,
        Refusal.of(
            "too_many_requests",
            EdgeText.TOO_MANY_REQUESTS.with(limit.limit(), RateLimit.WINDOW.toMinutes(), seconds)));
  }

  /** Rounded up: who comes back then is not too early. */
  private static long seconds(Duration time) {
    return Math.max(1, time.plusMillis(999).toSeconds());
  }
}
