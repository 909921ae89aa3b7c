package dev.chasqui.sender.easywha;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.BodyTurn;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.sender.media.MediaKind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
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

  /** The field of the file; what comes in others as a file is not kept. */
  static final String FILE = "file";

  /** For what stands beside the file. */
  private static final int BESIDE = 64 * 1024;

  /** As large as a form is at most. */
  static final int MOST_BYTES = MediaKind.DOCUMENT.mostBytes() + BESIDE;

  /** Far more than anybody needs. */
  private static final int MOST_PARTS = 32;

  /** What a text has beyond that is left out; it is too long for any field by then. */
  private static final int MOST_OF_A_TEXT = 16 * 1024;

  /** Names of files may be long. */
  private static final int MOST_OF_A_HEAD = 4 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(MediaForm.class);

  private final HttpServletRequest request;
  private final Map<String, String> texts = new HashMap<>();
  private @Nullable FilePart file;
  private boolean severalFiles;

  private MediaForm(HttpServletRequest request) {
    this.request = request;
  }

  /**
   * Reads the whole body.
   *
   * @throws ApiException 415 if it is no form, 400 if it cannot be read, 413 if it is too large,
   *     408 if it does not come to its end in time, 503 if there is no room for the file
   */
  static MediaForm of(HttpServletRequest request, UploadDirectory directory) {
    if (!isForm(request.getContentType())) {
      throw ApiException.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", EasyWhaText.NOT_A_FORM);
    }
    MediaForm form = new MediaForm(request);
    try {
      form.read(parts(request), directory);
      return form;
    } catch (IOException | InvalidFileNameException e) {
      form.removeFile();
      LOG.debug("a form cannot be read", e);
      throw malformed(EasyWhaText.BROKEN_FORM);
    } catch (RuntimeException e) {
      form.removeFile();
      throw e;
    }
  }

  private static boolean isForm(@Nullable String type) {
    return type != null
        && type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
  }

  private static ApiException malformed(Phrase why) {
    return ApiException.of(HttpStatus.BAD_REQUEST, "malformed_form", why);
  }

  /** Not by the request's parts: these the container reads, past all limits of bodies. */
  private static FileItemIterator parts(HttpServletRequest request) throws IOException {
    FileUpload upload = new FileUpload();
    upload.setHeaderEncoding(UTF_8.name());
    upload.setPartHeaderSizeMax(MOST_OF_A_HEAD);
    return upload.getItemIterator(new ServletRequestContext(request));
  }

  private void read(FileItemIterator parts, UploadDirectory directory) throws IOException {
    for (int count = 1; parts.hasNext(); count++) {
      if (count > MOST_PARTS) {
        throw malformed(EasyWhaText.MANY_PARTS.with(MOST_PARTS));
      }
      FileItemStream part = parts.next();
      String name = part.getFieldName();
      if (part.isFormField()) {
        texts.putIfAbsent(name, text(part));
      } else if (FILE.equals(name)) {
        severalFiles = file != null;
        file = file == null ? directory.keep(part.getName(), part.openStream()) : file;
      }
    }
  }

  private static String text(FileItemStream part) throws IOException {
    try (InputStream in = part.openStream()) {
      return new String(in.readNBytes(MOST_OF_A_TEXT), UTF_8);
    }
  }

  /** A text field, the first of that name; null if there is none. */
  @Nullable String text(String field) {
    return texts.get(field);
  }

  /** The file, the first one; it can be read until this is closed. Null if there is none. */
  @Nullable FilePart file() {
    return file;
  }

  boolean hasSeveralFiles() {
    return severalFiles;
  }

  /** Removes the file from the disk, and makes room for another call's. */
  @Override
  public void close() {
    removeFile();
    BodyTurn.end(request);
  }

  private void removeFile() {
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("a file that came inside a call cannot be removed: {}", e.toString());
    }
  }
}
