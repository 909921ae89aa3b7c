package dev.chasqui.sender.easywha;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.access.ApiException;
import dev.chasqui.sender.media.MediaKind;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * A form with a file, which is on the disk until this is closed; it is never in memory as a whole.
 * For one thread.
 */
final class MediaForm implements AutoCloseable {

  /** For what stands beside the file. */
  private static final int BESIDE = 64 * 1024;

  /** As large as a form is at most. */
  static final int MOST_BYTES = MediaKind.DOCUMENT.mostBytes() + BESIDE;

  private static final Logger LOG = LoggerFactory.getLogger(MediaForm.class);

  private final Collection<Part> parts;

  private MediaForm(Collection<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads the whole body.
   *
   * @param request whose servlet takes forms
   * @throws ApiException 415 if it is no form, 413 if it is too large, 400 if it cannot be read
   */
  static MediaForm of(HttpServletRequest request) {
    if (!isForm(request.getContentType())) {
      throw ApiException.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", EasyWhaText.NOT_A_FORM);
    }
    try {
      return new MediaForm(request.getParts());
    } catch (InvalidParameterException e) {
      throw e.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()
          ? ApiException.tooLarge(MOST_BYTES)
          : broken(e);
    } catch (IOException | ServletException | IllegalStateException e) {
      throw broken(e);
    }
  }

  private static boolean isForm(@Nullable String type) {
    return type != null
        && type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
  }

  private static ApiException broken(Exception e) {
    LOG.debug("a form cannot be read", e);
    return ApiException.of(HttpStatus.BAD_REQUEST, "malformed_form", EasyWhaText.BROKEN_FORM);
  }

  /** A text field, the first of that name; null if there is none. */
  @Nullable String text(String field) {
    return parts.stream()
        .filter(part -> part.getName().equals(field) && part.getSubmittedFileName() == null)
        .findFirst()
        .map(MediaForm::text)
        .orElse(null);
  }

  private static String text(Part part) {
    try (InputStream in = part.getInputStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of a field; they can be read until this is closed. */
  List<FilePart> files(String field) {
    return parts.stream()
        .filter(part -> part.getName().equals(field) && part.getSubmittedFileName() != null)
        .map(FilePart::new)
        .toList();
  }

  /** Removes the files from the disk. */
  @Override
  public void close() {
    for (Part part : parts) {
      try {
        part.delete();
      } catch (IOException e) {
        LOG.warn("a file that came inside a call cannot be removed: {}", e.toString());
      }
    }
  }
}
