package dev.chasqui.simulator.webhooks;

import dev.chasqui.simulator.numbers.Callback;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.net.URIBuilder;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP calls to call-back URLs. Thread-safe. */
final class WebhookClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebhookClient.class);
  private static final int MAX_CONNECTIONS = 512;
  private static final int MAX_ANSWER = 1 << 12;

  private final SecureRandom random = new SecureRandom();
  private final CloseableHttpClient http;

  WebhookClient(WebhookSettings settings) {
    var timeout = Timeout.of(settings.timeout());
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(MAX_CONNECTIONS)
            .setMaxConnPerRoute(MAX_CONNECTIONS / 2)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout)
                    .setSocketTimeout(timeout)
                    .build())
            .build();
    this.http =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(timeout)
                    .setConnectionRequestTimeout(timeout)
                    .build())
            .setUserAgent("facebookexternalua")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .build();
  }

  /** Posts a webhook; true when the answer was 200, never after {@link #close}. */
  boolean post(URI url, byte[] body, String appSecret) {
    var request = new HttpPost(url);
    request.setHeader("X-Hub-Signature-256", Signature.of(body, appSecret));
    request.setHeader("Accept", "*/*");
    request.setEntity(new ByteArrayEntity(body, ContentType.create("application/json")));
    try {
      return http.execute(request, response -> response.getCode() == 200);
    } catch (IOException | IllegalStateException e) {
      // The latter: it was closed.
      log.debug("Webhook to {} failed: {}", url, e.toString());
      return false;
    }
  }

  /** Makes the hub.challenge handshake; true when the challenge came back. */
  boolean handshake(Callback callback) {
    var challenge = Integer.toString(random.nextInt(Integer.MAX_VALUE));
    try {
      var request =
          new HttpGet(
              new URIBuilder(callback.url())
                  .addParameter("hub.mode", "subscribe")
                  .addParameter("hub.challenge", challenge)
                  .addParameter("hub.verify_token", callback.verifyToken())
                  .build());
      return http.execute(request, response -> echoed(response, challenge));
    } catch (Exception e) {
      log.debug("Handshake with {} failed: {}", callback, e.toString());
      return false;
    }
  }

  private static boolean echoed(ClassicHttpResponse response, String challenge) throws IOException {
    try {
      return response.getCode() == 200
          && challenge.equals(EntityUtils.toString(response.getEntity(), MAX_ANSWER).trim());
    } catch (org.apache.hc.core5.http.ParseException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
