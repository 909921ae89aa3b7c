package dev.chasqui.access;

import dev.chasqui.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** A running {@link ErrorsApplication}, and a key for it. */
final class ErrorsService implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  final ConfigurableApplicationContext context;
  final String key;

  /**
   * @param settings beside those that all have, {@code --key=value}
   */
  ErrorsService(TestDatabase database, String... settings) {
    this(database, Clock.systemUTC(), settings);
  }

  /**
   * @param clock what it goes by
   */
  ErrorsService(TestDatabase database, Clock clock, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.config.name=chasqui",
                "--server.port=0",
                "--management.server.port=0",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--spring.datasource.hikari.connection-timeout=1000",
                "--chasqui.master-key=" + AccessFixture.MASTER_KEY));
    arguments.addAll(List.of(settings));
    ApplicationContextInitializer<GenericApplicationContext> time =
        made -> made.registerBean(Clock.class, () -> clock);
    this.context =
        new SpringApplicationBuilder(ErrorsApplication.class)
            .initializers(time)
            .run(arguments.toArray(String[]::new));
    long tenant = bean(Tenants.class).create("tenant");
    Account account =
        bean(Accounts.class).create(AccessFixture.account(tenant, "number of " + tenant));
    this.key = bean(ApiKeys.class).issue(tenant, account.id()).value();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private int port() {
    return Integer.parseInt(
        String.valueOf(context.getEnvironment().getProperty("local.server.port")));
  }

  /** A request with its key, to be completed. */
  HttpRequest.Builder request(String path) {
    return anonymous(path).header("X-API-Key", key);
  }

  /** A request with a token, to be completed. */
  HttpRequest.Builder request(String path, String token) {
    return anonymous(path).header("Authorization", "Bearer " + token);
  }

  /** A request without credentials, to be completed. */
  HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  /** A request for a token, to be completed. */
  HttpRequest.Builder login(String body) {
    return anonymous(LoginController.PATH)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** A request for a token with these credentials, to be completed. */
  HttpRequest.Builder login(String clientId, String clientSecret) {
    return login(
        """
        {"clientId": "%s", "clientSecret": "%s"}
        """
            .formatted(clientId, clientSecret));
  }

  /** A token. */
  String token(Clients.Credentials client) {
    HttpResponse<String> answer = send(login(client.id(), client.secret().value()));
    return JSON.readTree(answer.body()).path("token").asString();
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends what no client sends; returns the whole answer.
   *
   * @param head a request line and headers, without those that every request has; one byte a
   *     character
   */
  String sendRaw(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      String request =
          head + "\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: %s\r\n\r\n".formatted(key);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
