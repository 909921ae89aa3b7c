package dev.chasqui.http;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * A body that knows whether it began to leave: until then the request was certainly not accepted.
 */
final class ObservedBody extends HttpEntityWrapper {

  private volatile boolean began;

  ObservedBody(byte[] json) {
    super(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
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
