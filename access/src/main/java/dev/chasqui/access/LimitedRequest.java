package dev.chasqui.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request of whose body no more is read than is allowed. */
final class LimitedRequest extends HttpServletRequestWrapper {

  private static final Refusal TOO_SLOW = Refusal.of("body_too_slow", EdgeText.BODY_TOO_SLOW);

  private final BodyLimit limit;
  private final Duration timeToArrive;
  private @Nullable Body body;

  LimitedRequest(HttpServletRequest request, BodyLimit limit, Duration timeToArrive) {
    super(request);
    this.limit = limit;
    this.timeToArrive = timeToArrive;
  }

  /** The body goes too far; whoever reads it turns this into an answer. */
  static final class BodyRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final transient Refusal refusal;

    BodyRefusedException(HttpStatus status, Refusal refusal) {
      super(refusal.code());
      this.status = status;
      this.refusal = refusal;
    }

    HttpStatus status() {
      return status;
    }

    Refusal refusal() {
      return refusal;
    }
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new Body(super.getInputStream(), limit, System.nanoTime() + timeToArrive.toNanos());
    }
    return body;
  }

  private static final class Body extends ServletInputStream {

    private final ServletInputStream in;
    private final BodyLimit limit;
    private final long end;
    private int read;

    /**
     * @param end when it must have arrived, as {@link System#nanoTime()} counts
     */
    Body(ServletInputStream in, BodyLimit limit, long end) {
      this.in = in;
      this.limit = limit;
      this.end = end;
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

    private void count(int more) throws BodyRefusedException {
      read += more;
      if (read > limit.mostBytes()) {
        throw new BodyRefusedException(HttpStatus.CONTENT_TOO_LARGE, limit.tooLarge());
      }
      if (more > 0 && System.nanoTime() - end > 0) {
        throw new BodyRefusedException(HttpStatus.REQUEST_TIMEOUT, TOO_SLOW);
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
