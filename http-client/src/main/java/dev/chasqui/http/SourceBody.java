package dev.chasqui.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.core5.http.ContentType;

/** A form's file as the client writes it: piece by piece, however large it is. */
final class SourceBody extends AbstractContentBody {

  private final FormFile file;

  SourceBody(FormFile file) {
    super(ContentType.create(file.mimeType()));
    this.file = file;
  }

  @Override
  public String getFilename() {
    return file.name();
  }

  @Override
  public long getContentLength() {
    return file.source().length();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = file.source().open()) {
      in.transferTo(out);
    }
  }
}
