package dev.chasqui.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.pool.ConnPoolControl;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON and forms, and gets JSON and files. It never calls twice: no retry, no redirect; it
 * keeps no cookies. A call blocks until it is answered or its time is over, so make it from a
 * virtual thread. Thread-safe.
 */
public final class HttpCaller implements AutoCloseable {

  private static final Duration BEYOND_DEADLINE = Duration.ofSeconds(1);
  private static final int LONGEST_REASON = 300;
  private static final int OK = 200;

  /** 4 Mbit/s: what is slower gives a file up. */
  private static final long LEAST_BYTES_PER_SECOND = 512 * 1024;

  private static final Pattern NOT_PRINTABLE = Pattern.compile("\\p{C}");

  private final CallSettings settings;
  private final Map<String, ConnPoolControl<HttpRoute>> pools = new HashMap<>();
  private final CloseableHttpClient encrypted;
  private final CloseableHttpClient plain;
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("http-deadlines").factory());

  public HttpCaller(CallSettings settings) {
    this(settings, SystemDefaultDnsResolver.INSTANCE);
  }

  HttpCaller(CallSettings settings, DnsResolver dns) {
    this.settings = settings;
    // Else each call's request would be kept until its time is over, long after it is answered.
    this.deadlines.setRemoveOnCancelPolicy(true);
    switch (settings.reach()) {
      case Reach.Everywhere() -> {
        this.encrypted = client("any", settings, dns);
        this.plain = encrypted;
      }
      case Reach.PublicHosts(AllowedHosts also) -> {
        this.encrypted = client("https", settings, new GuardedResolver(dns, also, true));
        this.plain = client("http", settings, new GuardedResolver(dns, also, false));
      }
    }
  }

  private CloseableHttpClient client(String name, CallSettings settings, DnsResolver dns) {
    PoolingHttpClientConnectionManager connections = connections(settings, dns);
    pools.put(name, connections);
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(beyondDeadline(settings))
                .setResponseTimeout(beyondDeadline(settings))
                .build())
        .evictIdleConnections(TimeValue.ofSeconds(10))
        .evictExpiredConnections()
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .setUserAgent("chasqui")
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      CallSettings settings, DnsResolver dns) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(dns)
        .setMaxConnTotal(settings.maxConnections())
        .setMaxConnPerRoute(settings.maxConnectionsPerHost())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setSocketTimeout(beyondDeadline(settings))
                // A connection that the server closed while idle must not look like a lost answer.
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build())
        .build();
  }

  /** Its pools of connections, by the scheme of what is called. */
  Map<String, ConnPoolControl<HttpRoute>> pools() {
    return Map.copyOf(pools);
  }

  /** The deadline of the whole call comes first, so that one thing says why a call ended. */
  private static Timeout beyondDeadline(CallSettings settings) {
    return Timeout.of(settings.callTimeout().plus(BEYOND_DEADLINE));
  }

  /**
   * Posts a JSON body once.
   *
   * @param headers beside {@code Content-Type} and what HTTP itself needs
   */
  public Exchange post(URI uri, Map<String, String> headers, byte[] json) {
    return post(uri, headers, ObservedBody.json(json), settings.callTimeout());
  }

  /**
   * Posts a form with a file once ({@code multipart/form-data}, RFC 7578). For the file there is
   * more time: a second for each 512 KiB.
   *
   * @param headers beside {@code Content-Type} and what HTTP itself needs
   * @param fields the form's other fields, which come before the file
   */
  public Exchange post(
      URI uri, Map<String, String> headers, Map<String, String> fields, FormFile file) {
    long seconds = file.source().length() / LEAST_BYTES_PER_SECOND;
    Duration limit = settings.callTimeout().plusSeconds(seconds);
    return post(uri, headers, ObservedBody.form(fields, file), limit);
  }

  private Exchange post(URI uri, Map<String, String> headers, ObservedBody body, Duration limit) {
    HttpPost request = new HttpPost(uri);
    request.setEntity(body);
    return call(request, headers, body::began, limit, null);
  }

  /** Gets a resource once; {@link Exchange.Broken#bodyBegan()} is false, since it has no body. */
  public Exchange get(URI uri, Map<String, String> headers) {
    return call(new HttpGet(uri), headers, () -> false, settings.callTimeout(), null);
  }

  /** Takes an answer's body while it comes. */
  @FunctionalInterface
  public interface BodyTaker {

    /**
     * Takes a body, to its end.
     *
     * @param headers of the answer; names in lower case
     * @throws IOException if the body breaks off, or is not wanted any more: the call is given up
     */
    void take(Map<String, String> headers, InputStream body) throws IOException;
  }

  /**
   * As {@link #get(URI, Map)}, but the body of an answer 200 is handed on while it comes, whatever
   * its length; the answer that is returned has none. {@link Exchange.Broken} if that did not come
   * to its end, whoever broke it off.
   */
  public Exchange get(URI uri, Map<String, String> headers, BodyTaker taker) {
    return call(new HttpGet(uri), headers, () -> false, settings.callTimeout(), taker);
  }

  private Exchange call(
      HttpUriRequestBase request,
      Map<String, String> headers,
      BooleanSupplier bodyBegan,
      Duration limit,
      @Nullable BodyTaker taker) {
    headers.forEach(request::setHeader);
    ScheduledFuture<?> deadline =
        deadlines.schedule(request::cancel, limit.toMillis(), TimeUnit.MILLISECONDS);
    CloseableHttpClient http = "https".equalsIgnoreCase(request.getScheme()) ? encrypted : plain;
    HttpClientContext context = HttpClientContext.create();
    try {
      return http.execute(
          request, context, response -> read(request, response, address(context), taker));
    } catch (IOException e) {
      return new Exchange.Broken(
          bodyBegan.getAsBoolean(),
          reason(e, request.isCancelled() && !(e instanceof GivenUpException), limit),
          address(context));
    } catch (RuntimeException e) {
      // When the time is over just between two steps, the next one has no connection: the client
      // then throws an IllegalStateException, or a NullPointerException.
      if (!request.isCancelled() || context.getResponse() != null) {
        throw e;
      }
      return new Exchange.Broken(bodyBegan.getAsBoolean(), tooLate(limit), address(context));
    } finally {
      deadline.cancel(false);
    }
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    encrypted.close();
    plain.close();
  }

  private static @Nullable String address(HttpClientContext context) {
    EndpointDetails connected = context.getEndpointDetails();
    return connected != null && connected.getRemoteAddress() instanceof InetSocketAddress remote
        ? written(remote)
        : null;
  }

  private static String written(InetSocketAddress remote) {
    String ip = remote.getAddress().getHostAddress();
    return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + remote.getPort();
  }

  private Exchange read(
      HttpUriRequestBase request,
      ClassicHttpResponse response,
      @Nullable String address,
      @Nullable BodyTaker taker)
      throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    if (taker != null && response.getCode() == OK && response.getEntity() != null) {
      handOn(request, headers, response.getEntity().getContent(), taker);
      return new Exchange.Answered(OK, headers, new byte[0], address);
    }
    return new Exchange.Answered(response.getCode(), headers, body(request, response), address);
  }

  /** What is not wanted any more is not read to its end: the connection is given up instead. */
  private static void handOn(
      HttpUriRequestBase request, Map<String, String> headers, InputStream body, BodyTaker taker)
      throws IOException {
    boolean whole = false;
    try {
      taker.take(headers, body);
      whole = true;
    } catch (IOException e) {
      throw request.isCancelled() ? e : new GivenUpException(e);
    } finally {
      if (!whole) {
        request.cancel();
      }
    }
  }

  /** Before the call's time was over. */
  private static final class GivenUpException extends IOException {
    private static final long serialVersionUID = 1;

    GivenUpException(IOException why) {
      super(why.getMessage(), why);
    }
  }

  private byte[] body(HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    InputStream in = entity.getContent();
    byte[] read = in.readNBytes(settings.mostRead() + 1);
    if (read.length > settings.mostRead()) {
      // Closing the stream would read all the rest of it: give the connection up instead.
      request.cancel();
      return Arrays.copyOf(read, settings.mostRead());
    }
    in.close();
    return read;
  }

  private static String reason(IOException e, boolean cancelled, Duration limit) {
    if (cancelled) {
      return tooLate(limit);
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : printable(e.getMessage());
  }

  private static String tooLate(Duration limit) {
    return "no full answer within " + limit.toMillis() + " ms";
  }

  /** A message may quote what the server sent instead of HTTP. */
  private static String printable(String message) {
    String shortened = message.substring(0, Math.min(message.length(), LONGEST_REASON));
    return NOT_PRINTABLE.matcher(shortened).replaceAll("?");
  }
}
