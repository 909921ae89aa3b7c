package dev.chasqui.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

  private static final Refusal BUSY = Refusal.of("busy", EdgeText.BUSY);

  private final BodyLimit usual = BodyLimit.usual();
  private final Map<String, BodyLimit> larger;

  BodyLimitFilter(Stream<LargerBody> larger) {
    this.larger = larger.collect(Collectors.toMap(LargerBody::path, BodyLimit::of));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    BodyLimit limit = larger.getOrDefault(request.getServletPath(), usual);
    if (request.getContentLengthLong() > limit.mostBytes()) {
      ErrorBody.write(request, response, HttpStatus.CONTENT_TOO_LARGE, limit.tooLarge());
      return;
    }
    var limited = new LimitedRequest(request, limit);
    if (hasBody(request) && limit.needsTurn(request.getContentLengthLong())) {
      inTurn(limited, response, chain, limit);
    } else {
      chain.doFilter(limited, response);
    }
  }

  private static void inTurn(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, BodyLimit limit)
      throws ServletException, IOException {
    Object tenant = tenant();
    if (!limit.turns().await(tenant, limit.patience())) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      ErrorBody.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, BUSY);
      return;
    }
    BodyTurn turn = BodyTurn.of(request, limit.turns(), tenant);
    try {
      chain.doFilter(request, response);
    } finally {
      turn.end();
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
