package dev.chasqui.simulator.media;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.util.Timeout;

/** Media that is sent by link. Thread-safe. */
public final class Links implements AutoCloseable {
  private static final Timeout TIMEOUT = Timeout.ofSeconds(10);

  private final CloseableHttpClient http =
      HttpClients.custom()
          .disableAutomaticRetries()
          .disableCookieManagement()
          .setDefaultRequestConfig(
              RequestConfig.custom()
                  .setResponseTimeout(TIMEOUT)
                  .setConnectionRequestTimeout(TIMEOUT)
                  .build())
          .build();

  /** Whether a file can be fetched there that fits a message of this type. */
  public boolean isFetchable(URI link, String messageType) {
    try {
      return http.execute(
          new HttpGet(link),
          response -> {
            var type = response.getEntity().getContentType();
            return response.getCode() == 200 && type != null && MediaKind.fits(messageType, type);
          });
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
