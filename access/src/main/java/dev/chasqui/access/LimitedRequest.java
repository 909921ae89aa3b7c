package dev.chasqui.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request of whose body no more is read than is allowed, and for no longer. Whoever reads on gets
 * an {@link ApiException}: no {@link IOException}, which parsers take for a body that broke off.
 */
final class LimitedRequest extends HttpServletRequestWrapper {

  private final BodyLimit limit;
  private @Nullable Body body;

  LimitedRequest(HttpServletRequest request, BodyLimit limit) {
    super(request);
    this.limit = limit;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new Body(super.getInputStream(), limit);
    }
    return body;
  }

  private static final class Body extends ServletInputStream {

    private final ServletInputStream in;
    private final BodyLimit limit;

    /** When it must have arrived, as {@link System#nanoTime()} counts. */
    private final long end;

    private int read;

    Body(ServletInputStream in, BodyLimit limit) {
      this.in = in;
      this.limit = limit;
      this.end = System.nanoTime() + limit.timeToArrive().toNanos();
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

    private void count(int more) {
      read += more;
      if (read > limit.mostBytes()) {
        throw ApiException.tooLarge(limit.mostBytes());
      }
      if (more > 0 && System.nanoTime() - end > 0) {
        throw ApiException.tooSlow(limit.timeToArrive());
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
