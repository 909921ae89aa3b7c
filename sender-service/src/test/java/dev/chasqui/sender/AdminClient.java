package dev.chasqui.sender;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An operator's client of the admin API.
 *
 * @param language that the operator reads; null if it does not say
 */
record AdminClient(
    SenderFixture sender, String url, @Nullable String token, @Nullable String language) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  AdminClient(SenderFixture sender, String url, @Nullable String token) {
    this(sender, url, token, null);
  }

  static AdminClient of(SenderFixture sender) {
    return new AdminClient(sender, sender.adminUrl(), SenderFixture.ADMIN_TOKEN);
  }

  AdminClient inSpanish() {
    return new AdminClient(sender, url, token, "es-PE,es;q=0.9");
  }

  record Answer(int status, JsonNode body) {

    JsonNode data() {
      return body.path("data");
    }

    String error() {
      return body.path("error").asString("");
    }
  }

  Answer get(String path) {
    return call("GET", path, null);
  }

  Answer post(String path, String body) {
    return call("POST", path, body);
  }

  Answer patch(String path, String body) {
    return call("PATCH", path, body);
  }

  Answer delete(String path) {
    return call("DELETE", path, null);
  }

  /** Makes a tenant; gives its id. */
  long newTenant(String name) {
    return post("/admin/tenants", "{\"name\":\"%s\"}".formatted(name)).data().path("id").asLong();
  }

  /** A number on the simulator that is of no account yet; gives its id. */
  String newNumber() {
    String id = "30000000" + (1000 + NUMBERS.incrementAndGet());
    sender.whatsapp.addNumber(id, SenderFixture.TOKEN);
    return id;
  }

  /** The request that makes an account. */
  String account(long tenant, String phoneNumberId, String token) {
    return """
        {"tenantId":%d,"kind":"cloud-api","baseUrl":"%s","phoneNumberId":"%s","token":"%s",\
        "appSecret":"the-app-secret","verifyToken":"the-verify-token"}
        """
        .formatted(tenant, sender.simulatorUrl(), phoneNumberId, token);
  }

  /** Makes an account whose number is on the simulator. */
  TestAccount newAccount(long tenant) {
    String number = newNumber();
    Answer made = post("/admin/accounts", account(tenant, number, SenderFixture.TOKEN));
    return new TestAccount(made.data().path("id").asLong(), number);
  }

  private Answer call(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (language != null) {
      request.header("Accept-Language", language);
    }
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
