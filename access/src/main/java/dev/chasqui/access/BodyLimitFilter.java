package dev.chasqui.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies over a limit with 413, those too whose length is not told beforehand. */
final class BodyLimitFilter extends OncePerRequestFilter {

  /** Far more than any JSON body of ours needs; media is not sent as JSON. */
  static final int MOST_BYTES = 1024 * 1024;

  static final ApiError TOO_LARGE =
      ApiError.of("body_too_large", "The body is larger than " + MOST_BYTES + " bytes");

  /** More was read than is allowed; whoever reads the body turns it into 413. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > MOST_BYTES) {
      ErrorBody.write(response, HttpStatus.CONTENT_TOO_LARGE, TOO_LARGE);
    } else {
      chain.doFilter(new Limited(request), response);
    }
  }

  private static final class Limited extends HttpServletRequestWrapper {

    Limited(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream());
    }
  }

  private static final class LimitedStream extends ServletInputStream {

    private final ServletInputStream in;
    private int read;

    LimitedStream(ServletInputStream in) {
      this.in = in;
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
      if (read > MOST_BYTES) {
        throw new TooLargeException();
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
