package dev.chasqui.access;

import dev.chasqui.access.rate.Count;
import dev.chasqui.access.rate.RateLimit;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts requests by their address, and refuses with 429 what is too much. It comes before the keys
 * are looked at: who guesses them is counted too.
 */
final class RateLimitFilter extends OncePerRequestFilter {

  private final RateLimit limit;
  private final RequestAddress addresses;

  RateLimitFilter(RateLimit limit, RequestAddress addresses) {
    this.limit = limit;
    this.addresses = addresses;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    switch (limit.count(addresses.name(request))) {
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
  static long seconds(Duration time) {
    return Math.max(1, time.plusMillis(999).toSeconds());
  }
}
