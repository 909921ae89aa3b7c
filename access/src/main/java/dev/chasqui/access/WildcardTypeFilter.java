package dev.chasqui.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies of any type at all, over which Spring would stumble. */
final class WildcardTypeFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String type = request.getContentType();
    if (type != null && type.contains("*")) {
      ErrorBody.write(request, response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, Refusals.NOT_JSON);
    } else {
      chain.doFilter(request, response);
    }
  }
}
