package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the REST resource webhooks, written after the API's documentation. */
record Client(
    String url,
    long tenantId,
    long accountId,
    @Nullable String apiKey,
    @Nullable String languages) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  record Reply(int status, JsonNode body) {

    JsonNode data() {
      return body.path("data");
    }

    Reply is(int expected) {
      assertThat(status).as(body.toString()).isEqualTo(expected);
      assertThat(body.path("success").asBoolean()).isEqualTo(expected < 300);
      return this;
    }
  }

  /** One that names no languages. */
  Client(String url, long tenantId, long accountId, @Nullable String apiKey) {
    this(url, tenantId, accountId, apiKey, null);
  }

  Client withKey(@Nullable String key) {
    return new Client(url, tenantId, accountId, key, languages);
  }

  Client at(RelayFixture other) {
    return new Client(other.url(), tenantId, accountId, apiKey, languages);
  }

  /** The same with {@code Accept-Language}. */
  Client speaking(String liked) {
    return new Client(url, tenantId, accountId, apiKey, liked);
  }

  Reply call(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/api/webhooks" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (apiKey != null) {
      request.header("X-API-Key", apiKey);
    }
    if (languages != null) {
      request.header("Accept-Language", languages);
    }
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Registers; in the body ' stands for ". */
  Reply register(String body) {
    return call("POST", "/register", body.replace('\'', '"'));
  }

  /** Registers an address for some events, and gives the id. */
  String subscribe(String address, String... events) {
    String patterns = events.length == 0 ? "" : ",'events':['" + String.join("','", events) + "']";
    return registered("{'url':'%s','secret':'%s'%s}".formatted(address, SECRET, patterns));
  }

  /** Registers a webhook as {@link #register} does; returns its id. */
  String registered(String body) {
    return register(body).is(201).data().path("id").asString();
  }

  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  JsonNode list() {
    return call("GET", "", "").is(200).data();
  }

  Reply get(String id) {
    return call("GET", "/" + id, "");
  }

  /** Changes; in the body ' stands for ". */
  Reply change(String id, String body) {
    return call("PATCH", "/" + id, body.replace('\'', '"'));
  }

  Reply ping(String id) {
    return call("POST", "/" + id + "/ping", "");
  }

  /** Rotates the secret; in the body ' stands for ". */
  Reply rotate(String id, String body) {
    return call("POST", "/" + id + "/rotate-secret", body.replace('\'', '"'));
  }

  Reply toggle(String id) {
    return call("POST", "/" + id + "/toggle", "");
  }

  Reply delete(String id) {
    return call("DELETE", "/" + id, "");
  }
}
