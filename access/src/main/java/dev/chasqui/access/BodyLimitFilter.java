package dev.chasqui.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies over a limit with 413, those too whose length is not told beforehand. */
final class BodyLimitFilter extends OncePerRequestFilter {

  private static final Refusal BUSY = Refusal.of("busy", EdgeText.BUSY);

  private final Map<String, BodyLimit> larger;

  BodyLimitFilter(Stream<LargerBody> larger) {
    this.larger = larger.collect(Collectors.toMap(LargerBody::path, BodyLimit::of));
  }

  /** More was read than is allowed; whoever reads the body turns it into 413. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    TooLargeException(Refusal refusal) {
      super(refusal.code());
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    BodyLimit limit = larger.getOrDefault(request.getServletPath(), BodyLimit.USUAL);
    if (request.getContentLengthLong() > limit.mostBytes()) {
      ErrorBody.write(request, response, HttpStatus.CONTENT_TOO_LARGE, limit.tooLarge());
    } else if (!limit.needsTurn(request.getContentLengthLong())) {
      chain.doFilter(new Limited(request, limit), response);
    } else if (limit.awaitTurn()) {
      try {
        chain.doFilter(new Limited(request, limit), response);
      } finally {
        limit.endTurn();
      }
    } else {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      ErrorBody.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, BUSY);
    }
  }

  private static final class Limited extends HttpServletRequestWrapper {

    private final BodyLimit limit;

    Limited(HttpServletRequest request, BodyLimit limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), limit);
    }
  }

  private static final class LimitedStream extends ServletInputStream {

    private final ServletInputStream in;
    private final BodyLimit limit;
    private int read;

    LimitedStream(ServletInputStream in, BodyLimit limit) {
      this.in = in;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      count(Math.max(count, 0));
      return count;
    }

    private void count(int more) throws TooLargeException {
      read += more;
      if (read > limit.mostBytes()) {
        throw new TooLargeException(limit.tooLarge());
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
