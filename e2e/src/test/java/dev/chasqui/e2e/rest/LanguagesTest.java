package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each service says what is wrong in the client's language. */
class LanguagesTest {

  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Api API = SYSTEM.newTenant();
  private static final String UNKNOWN_ACCOUNT =
      "{\"accountId\":999999999,\"number\":\"573001234567\",\"message\":\"Hola\"}";
  private static final String NO_CLIENT = "{\"clientId\":\"x\",\"clientSecret\":\"y\"}";
  private static final Api STRANGER = new Api(SYSTEM.port, "none", 0);

  /** A call that is refused. */
  record Refused(Api caller, int status, String method, String path, String body) {

    JsonNode in(String language) {
      Api.Answer answer = caller.call(method, path, body, Map.of("Accept-Language", language));
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
      assertThat(answer.response().headers().firstValue("Content-Language")).contains(language);
      return answer.body();
    }

    @Override
    public String toString() {
      return "%d to %s %s %s".formatted(status, method, path, body);
    }
  }

  static Stream<Refused> refused() {
    return Stream.of(
        // The edge that all services have.
        new Refused(STRANGER, 401, "GET", "/api/session/status", ""),
        new Refused(API, 404, "GET", "/api/nothing", ""),
        new Refused(API, 400, "POST", "/api/messages/send", "{\"phone\""),
        new Refused(API, 400, "POST", "/api/messages/send", "{\"phone\":{}}"),
        new Refused(API, 405, "DELETE", "/api/messages/send", ""),
        // The sender.
        new Refused(API, 400, "POST", "/api/messages/send", "{\"phone\":\"x\"}"),
        new Refused(API, 400, "POST", "/api/contacts/check-bulk", "{\"phones\":[\"x\"]}"),
        new Refused(API, 400, "PATCH", "/api/account/limits", "{\"dailyQuota\":-1}"),
        new Refused(API, 404, "GET", "/api/commands/none", ""),
        new Refused(API, 404, "GET", "/api/session/qr", ""),
        new Refused(API, 400, "POST", "/api/whatsapp/send", "{\"number\":\"x\"}"),
        new Refused(API, 404, "POST", "/api/whatsapp/send", UNKNOWN_ACCOUNT),
        new Refused(API, 415, "POST", "/api/whatsapp/sendMedia", "{}"),
        new Refused(API, 401, "POST", "/api/auth/apikey-login", NO_CLIENT),
        // The relay.
        new Refused(API, 400, "POST", "/api/webhooks/register", "{\"url\":\"x\",\"order\":\"x\"}"),
        new Refused(API, 400, "GET", "/api/webhooks/deliveries?limit=0", ""),
        new Refused(API, 404, "GET", "/api/webhooks/whk_0", ""),
        // The inbound service.
        new Refused(STRANGER, 401, "POST", "/webhooks/whatsapp/0", "{}"),
        new Refused(API, 400, "GET", "/api/chats/%d?before=x".formatted(API.accountId()), ""),
        new Refused(API, 404, "GET", "/api/chats/0/messages", ""),
        new Refused(API, 404, "GET", "/api/media/0", ""));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRefusalIsInTheLanguageThatIsAskedFor(Refused refused) {
    JsonNode english = refused.in("en");
    JsonNode spanish = refused.in("es");

    assertThat(spanish.path("code")).isEqualTo(english.path("code"));
    assertThat(spanish.path("error").asString())
        .isNotBlank()
        .isNotEqualTo(english.path("error").asString());
    assertThat(all("field", spanish)).isEqualTo(all("field", english));
    assertThat(all("error", spanish)).filteredOn(all("error", english)::contains).isEmpty();
  }

  /** A member of all details. */
  private static List<String> all(String member, JsonNode refusal) {
    return refusal
        .path("details")
        .valueStream()
        .map(detail -> detail.path(member).asString())
        .toList();
  }
}
