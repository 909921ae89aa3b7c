package dev.chasqui.inbound.media;

import dev.chasqui.http.HttpCaller.BodyTaker;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Hands one file on to a client while it comes. For one thread. */
final class Handover implements BodyTaker {

  /** As much as WhatsApp takes and gives at most. */
  static final long MOST_BYTES = 100L << 20;

  private static final int BUFFER = 64 * 1024;
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,12}");

  private final MediaFile file;
  private final HttpServletResponse response;
  private boolean tooLarge;

  Handover(MediaFile file, HttpServletResponse response) {
    this.file = file;
    this.response = response;
  }

  /** The beginning is there before anything is answered: until then it may be a refusal. */
  @Override
  public void take(Map<String, String> headers, InputStream body) throws IOException {
    String length = headers.getOrDefault("content-length", "");
    boolean known = LENGTH.matcher(length).matches();
    count(known ? Long.parseLong(length) : 0, 0);
    byte[] beginning = body.readNBytes(BUFFER);
    begin(headers.get("content-type"));
    if (known) {
      response.setContentLengthLong(Long.parseLong(length));
    }
    OutputStream out = response.getOutputStream();
    out.write(beginning);
    copy(beginning.length, body, out);
  }

  /** Whether it was given up for its size. */
  boolean isTooLarge() {
    return tooLarge;
  }

  /** A stranger made the file: browsers are to keep it, not to show it, least of all as a page. */
  private void begin(@Nullable String type) {
    response.setContentType(SafeType.of(type).toString());
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    ContentDisposition.Builder disposition = ContentDisposition.attachment();
    if (file.filename() != null) {
      disposition.filename(file.filename(), StandardCharsets.UTF_8);
    }
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition.build().toString());
  }

  private void copy(long before, InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long all = before;
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      all = count(all, read);
      to.write(buffer, 0, read);
    }
    to.flush();
  }

  private long count(long before, int more) throws IOException {
    tooLarge = before + more > MOST_BYTES;
    if (tooLarge) {
      throw new IOException("The file is larger than any of WhatsApp's");
    }
    return before + more;
  }
}
