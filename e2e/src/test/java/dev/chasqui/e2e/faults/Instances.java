package dev.chasqui.e2e.faults;

import dev.chasqui.e2e.processes.ServiceProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several instances of a service, as a proxy calls them: in turns, and another one if one cannot be
 * connected to; what went wrong after that is the client's to see. Thread-safe.
 */
final class Instances {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final AtomicInteger turn = new AtomicInteger();
  private final List<ServiceProcess> instances;

  Instances(List<ServiceProcess> instances) {
    this.instances = instances;
  }

  List<ServiceProcess> all() {
    return instances;
  }

  /**
   * @param request of {@code path}, but for the address
   */
  HttpResponse<String> call(String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    int first = turn.getAndIncrement();
    for (int tried = 1; ; tried++) {
      ServiceProcess next = instances.get((first + tried) % instances.size());
      try {
        return client.send(
            request.copy().uri(URI.create(next.url() + path)).timeout(LIMIT).build(),
            HttpResponse.BodyHandlers.ofString());
      } catch (ConnectException | HttpConnectTimeoutException e) {
        if (tried == instances.size()) {
          throw e;
        }
      }
    }
  }
}
