package dev.chasqui.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds what bodies take of the memory and of time: one over its limit is a 413, also if its
 * length is not told beforehand, one that does not come to its end a 408.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

  /** Enough for the largest body over a slow line. */
  private static final Duration TIME_TO_ARRIVE = Duration.ofSeconds(60);

  private static final Refusal BUSY = Refusal.of("busy", EdgeText.BUSY);

  private final BodyLimit usual = BodyLimit.usual();
  private final Map<String, BodyLimit> larger;
  private final Duration timeToArrive;

  BodyLimitFilter(Stream<LargerBody> larger) {
    this(larger, TIME_TO_ARRIVE);
  }

  /**
   * @param timeToArrive how long a body may take from its first byte that is asked for to its last
   */
  BodyLimitFilter(Stream<LargerBody> larger, Duration timeToArrive) {
    this.larger = larger.collect(Collectors.toMap(LargerBody::path, BodyLimit::of));
    this.timeToArrive = timeToArrive;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    BodyLimit limit = larger.getOrDefault(request.getServletPath(), usual);
    Object tenant = tenant();
    if (request.getContentLengthLong() > limit.mostBytes()) {
      ErrorBody.write(request, response, HttpStatus.CONTENT_TOO_LARGE, limit.tooLarge());
    } else if (!hasBody(request) || !limit.needsTurn(request.getContentLengthLong())) {
      chain.doFilter(new LimitedRequest(request, limit, timeToArrive), response);
    } else if (limit.turns().await(tenant, limit.patience())) {
      try {
        chain.doFilter(new LimitedRequest(request, limit, timeToArrive), response);
      } finally {
        limit.turns().end(tenant);
      }
    } else {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      ErrorBody.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, BUSY);
    }
  }

  /** One without a length says so with its encoding (RFC 9112, section 6.3). */
  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  /** Whose calls are counted together. */
  private static Object tenant() {
    @Nullable Authentication known = SecurityContextHolder.getContext().getAuthentication();
    Object principal = known == null ? "" : Objects.requireNonNull(known.getPrincipal());
    return principal instanceof Caller caller ? caller.tenantId() : principal;
  }
}
