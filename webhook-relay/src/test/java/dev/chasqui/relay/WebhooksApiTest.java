package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.relay.Client.Reply;
import dev.chasqui.testing.WebhookReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The REST resource webhooks of WhatsApp API Engine. */
@ExtendWith(OutputCaptureExtension.class)
class WebhooksApiTest {

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void aRegistrationIsAnsweredWithItsSecretAndListedWithout(CapturedOutput output) {
    Reply reply =
        client
            .register(
                "{'url':'%s/hook?a=b','events':['message','ready','message'],'secret':'my-own-secret'}"
                    .formatted(receiver.url()))
            .is(201);

    assertThat(reply.data().path("secret").asString()).isEqualTo("my-own-secret");
    assertThat(client.list()).hasSize(1);
    var listed = client.list().get(0);
    assertThat(listed.path("id").asString()).isEqualTo(reply.data().path("id").asString());
    assertThat(listed.path("url").asString()).isEqualTo(receiver.url() + "/hook?a=b");
    assertThat(listed.path("active").asBoolean()).isTrue();
    assertThat(listed.path("events").toString()).isEqualTo("[\"message\",\"ready\"]");
    assertThat(listed.path("createdAt").asString()).matches("20.*Z");
    assertThat(listed.has("secret")).isFalse();
    assertThat(output).doesNotContain("my-own-secret");
    assertThat(
            relay.jdbc.sql("select s::text from relay.subscription s").query(String.class).list())
        .noneMatch(row -> row.contains("my-own-secret"));
  }

  @Test
  void withoutASecretOneIsMade() {
    String first = secret(client.register("{'url':'%s'}".formatted(receiver.url())).is(201));
    String second = secret(client.register("{'url':'%s'}".formatted(receiver.url())).is(201));

    assertThat(first).matches("whsec_[A-Za-z0-9+/]{43}=").isNotEqualTo(second);
    assertThat(client.list().get(0).path("events").toString()).isEqualTo("[\"*\"]");
  }

  private static String secret(Reply reply) {
    return reply.data().path("secret").asString();
  }

  @Test
  void allWrongFieldsAreNamed() {
    Reply reply =
        client.register("{'events':['message','mesage',null],'secret':'whsec_no base64'}").is(400);

    assertThat(reply.body().path("code").asString()).isEqualTo("validation_failed");
    assertThat(reply.body().path("details"))
        .extracting(detail -> detail.path("field").asString())
        .containsExactlyInAnyOrder("url", "events[1]", "events[2]", "secret");
  }

  /** A misspelt one would be left out: the bodies unencrypted, the events all. */
  @Test
  void whatIsNoFieldIsRefused() {
    Reply reply =
        client
            .register(
                "{'url':'%s','encrytion':'aes-256-gcm','event':['message']}"
                    .formatted(receiver.url()))
            .is(400);

    assertThat(reply.body().path("details"))
        .extracting(detail -> detail.path("field").asString())
        .containsExactly("encrytion", "event");
    assertThat(reply.body().path("error").asString())
        .startsWith("encrytion: is not known; known are url, events, secret, encryption, clientId,")
        .doesNotContain("unknownFields");
    assertThat(client.list()).isEmpty();
    String id = client.subscribe(receiver.url());
    assertThat(client.change(id, "{'event':['message']}").is(400).body().toString())
        .contains("event: is not known");
    client.change(id, "{'events':['message']}").is(200);
    assertThat(client.rotate(id, "{'secrets':'x'}").is(400).body().toString())
        .contains("secrets: is not known; known are secret, oldValidSeconds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "example.com",
        "ftp://example.com/",
        "http:///path",
        "http://u:p@example.com/",
        "http://example.com/#x",
        "http://exa mple/",
        "http://example.com:99999/",
        "javascript:alert(1)"
      })
  void whatIsNoWebAddressIsRefused(String url) {
    Reply reply = client.register("{'url':'%s'}".formatted(url)).is(400);

    assertThat(reply.body().path("details").get(0).path("field").asString()).isEqualTo("url");
    assertThat(client.list()).isEmpty();
  }

  @Test
  void malformedJsonIsShownItsPlace() {
    Reply reply = client.register("{'url':").is(400);

    assertThat(reply.body().path("error").asString()).contains("line 1, column 8");
  }

  @Test
  void aSubscriptionIsSwitchedOffAndOnAndDeleted() {
    String id = client.subscribe(receiver.url());

    assertThat(client.toggle(id).is(200).data().path("active").asBoolean(true)).isFalse();
    assertThat(client.list().get(0).path("active").asBoolean(true)).isFalse();
    assertThat(client.toggle(id).is(200).data().path("active").asBoolean()).isTrue();
    client.delete(id).is(200);

    assertThat(client.list()).isEmpty();
    client.delete(id).is(404);
    client.toggle(id).is(404);
  }

  @Test
  void nobodySeesAnothersSubscriptions() {
    String id = client.subscribe(receiver.url());
    Client stranger = relay.newClient();

    assertThat(stranger.list()).isEmpty();
    stranger.delete(id).is(404);
    stranger.toggle(id).is(404);
    assertThat(client.list().get(0).path("active").asBoolean()).isTrue();
  }

  @Test
  void withoutAKeyNothingIsAnswered() {
    for (Client unknown : new Client[] {client.withKey(null), client.withKey("chq_wrong")}) {
      assertThat(unknown.call("GET", "", "").is(401).body().path("code").asString())
          .isEqualTo("unauthorized");
      unknown.register("{'url':'http://localhost:1/'}").is(401);
    }
    assertThat(client.list()).isEmpty();
  }
}
