package dev.chasqui.sender.graph;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Calls {@code POST /{phone-number-id}/messages}. It never calls twice: no retry, no redirect. Use
 * it from virtual threads; a call blocks until it is answered or its time is over. Thread-safe.
 */
public final class GraphClient implements AutoCloseable {

  /** An answer is a few hundred bytes; more is not read. */
  private static final int MOST_READ = 64 * 1024;

  private final CloseableHttpClient http;
  private final ScheduledExecutorService deadlines;
  private final Duration callTimeout;

  /**
   * @param connectTimeout for connecting, TLS included
   * @param callTimeout for the whole call
   * @param maxConnections to all endpoints together
   */
  public GraphClient(
      ScheduledExecutorService deadlines,
      Duration connectTimeout,
      Duration callTimeout,
      int maxConnections) {
    this.deadlines = deadlines;
    this.callTimeout = callTimeout;
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(maxConnections)
            .setMaxConnPerRoute(maxConnections)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(connectTimeout))
                    .setSocketTimeout(Timeout.of(callTimeout))
                    // A connection that the server closed while idle must not cost an UNKNOWN.
                    .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                    .setTimeToLive(TimeValue.ofMinutes(5))
                    .build())
            .build();
    this.http =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(callTimeout))
                    .setResponseTimeout(Timeout.of(callTimeout))
                    .build())
            .evictIdleConnections(TimeValue.ofSeconds(10))
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("chasqui")
            .build();
  }

  /**
   * Sends one body.
   *
   * @param body JSON, from {@link MessageBody}
   */
  public SendOutcome send(GraphEndpoint endpoint, String body) {
    HttpPost request = new HttpPost(endpoint.messages());
    request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + endpoint.token().value());
    var entity = new ObservedBody(body.getBytes(StandardCharsets.UTF_8));
    request.setEntity(entity);
    ScheduledFuture<?> deadline =
        deadlines.schedule(request::cancel, callTimeout.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return http.execute(request, GraphClient::read);
    } catch (IOException e) {
      return OutcomeRules.ofBrokenExchange(entity.began(), describe(e));
    } finally {
      deadline.cancel(false);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }

  private static SendOutcome read(ClassicHttpResponse response) throws IOException {
    return GraphAnswer.read(response.getCode(), body(response), retryAfter(response));
  }

  private static byte[] body(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    try (InputStream in = entity.getContent()) {
      return in.readNBytes(MOST_READ);
    }
  }

  /** Seconds only: WhatsApp does not send dates. */
  private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
    var header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    return header != null && header.getValue().matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Long.parseLong(header.getValue()))
        : null;
  }

  private static String describe(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
