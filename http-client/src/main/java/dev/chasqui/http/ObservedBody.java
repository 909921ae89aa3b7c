package dev.chasqui.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * A body that knows whether it began to leave: until then the request was certainly not accepted.
 */
final class ObservedBody extends HttpEntityWrapper {

  private volatile boolean began;

  private ObservedBody(HttpEntity body) {
    super(body);
  }

  static ObservedBody json(byte[] json) {
    return new ObservedBody(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
  }

  /** A form, written part by part: the file is never in memory as a whole. */
  static ObservedBody form(Map<String, String> fields, FormFile file) {
    MultipartEntityBuilder form =
        MultipartEntityBuilder.create().setMode(HttpMultipartMode.EXTENDED);
    fields.forEach((name, value) -> form.addTextBody(name, value, ContentType.TEXT_PLAIN));
    form.addPart(file.field(), new SourceBody(file));
    return new ObservedBody(form.build());
  }

  boolean began() {
    return began;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    began = true;
    super.writeTo(out);
  }
}
