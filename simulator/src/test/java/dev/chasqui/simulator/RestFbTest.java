package dev.chasqui.simulator;

import static dev.chasqui.simulator.SimulatorFixture.NUMBER;
import static dev.chasqui.simulator.SimulatorFixture.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.restfb.BinaryAttachment;
import com.restfb.Body;
import com.restfb.DefaultFacebookClient;
import com.restfb.DefaultJsonMapper;
import com.restfb.FacebookEndpoints;
import com.restfb.Parameter;
import com.restfb.Version;
import com.restfb.exception.FacebookOAuthException;
import com.restfb.json.JsonObject;
import com.restfb.types.webhook.WebhookObject;
import com.restfb.types.webhook.whatsapp.WhatsappMessagesValue;
import com.restfb.types.whatsapp.WhatsAppBusinessPhoneNumber;
import com.restfb.types.whatsapp.platform.SendMessage;
import com.restfb.types.whatsapp.platform.SuccessfulResponse;
import com.restfb.types.whatsapp.platform.send.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RestFB, a Graph client written by others, unchanged but for the base URL. */
class RestFbTest {
  private static SimulatorFixture sim;

  @BeforeAll
  static void start() throws Exception {
    sim = new SimulatorFixture();
  }

  @AfterAll
  static void stop() {
    sim.close();
  }

  @Test
  void sendsJsonWithTheTokenInTheQuery() {
    var answer =
        client(TOKEN)
            .publish(
                NUMBER + "/messages", SuccessfulResponse.class, Body.withData(text("15550001111")));

    assertThat(answer.getContacts().getFirst().getWaId()).isEqualTo("15550001111");
    assertThat(answer.getMessages().getFirst().getId()).startsWith("wamid.");
  }

  @Test
  void sendsJsonWithTheTokenInTheHeader() {
    var client = client(TOKEN);
    client.setHeaderAuthorization(true);

    var answer =
        client.publish(
            NUMBER + "/messages", SuccessfulResponse.class, Body.withData(text("15550001112")));

    assertThat(answer.getMessages()).hasSize(1);
  }

  @Test
  void sendsAForm() {
    var answer =
        client(TOKEN)
            .publish(
                NUMBER + "/messages",
                SuccessfulResponse.class,
                Parameter.with("messaging_product", "whatsapp"),
                Parameter.with("to", "15550001113"),
                Parameter.with("type", "text"),
                Parameter.with("text", new Text("ñandú")));

    assertThat(answer.getMessages()).hasSize(1);
    assertThat(
            sim.get("/_sim/messages?limit=1")
                .json()
                .path(0)
                .path("body")
                .path("text")
                .path("body")
                .asString())
        .isEqualTo("ñandú");
  }

  @Test
  void uploadsMedia() {
    var answer =
        client(TOKEN)
            .publish(
                NUMBER + "/media",
                JsonObject.class,
                BinaryAttachment.with("cat.png", "meow".getBytes(UTF_8), "image/png"),
                Parameter.with("messaging_product", "whatsapp"),
                Parameter.with("type", "image/png"));

    assertThat(answer.getString("id", "")).matches("[0-9]+");
  }

  @Test
  void readsTheNumberAndItsHealth() {
    var number =
        client(TOKEN)
            .fetchObject(
                NUMBER,
                WhatsAppBusinessPhoneNumber.class,
                Parameter.with(
                    "fields",
                    "display_phone_number,verified_name,status,throughput,health_status"));

    assertThat(number.getDisplayPhoneNumber()).isEqualTo("+1 555-000-9999");
    assertThat(number.getVerifiedName()).isEqualTo("Jasper's Market");
    assertThat(number.getStatus()).isEqualTo(WhatsAppBusinessPhoneNumber.Status.CONNECTED);
    assertThat(number.getHealthStatus().getEntities()).hasSize(4);
  }

  @Test
  void understandsErrors() {
    var wrongToken =
        catchThrowableOfType(
            FacebookOAuthException.class,
            () ->
                client("wrong")
                    .publish(
                        NUMBER + "/messages",
                        SuccessfulResponse.class,
                        Body.withData(text("15550001114"))));
    var wrongNumber =
        catchThrowableOfType(
            FacebookOAuthException.class,
            () ->
                client(TOKEN)
                    .publish(
                        NUMBER + "/messages",
                        SuccessfulResponse.class,
                        Body.withData(text("nobody"))));

    assertThat(wrongToken.getErrorCode()).isEqualTo(190);
    assertThat(wrongToken.getHttpStatusCode()).isEqualTo(401);
    assertThat(wrongNumber.getErrorCode()).isEqualTo(131009);
  }

  @Test
  void readsWebhooks() {
    sim.post(
        "/_sim/numbers/" + NUMBER + "/inbound",
        "{'from':'15550001115','message':{'type':'text','text':{'body':'olé'}}}");
    var hook =
        sim.receiver.awaitHook(
            h -> h.value().path("messages").path(0).path("from").asString("").endsWith("1115"));

    var webhook = new DefaultJsonMapper().toJavaObject(hook.raw(), WebhookObject.class);

    assertThat(webhook.isWhatsAppBusinessAccount()).isTrue();
    var value =
        (WhatsappMessagesValue)
            webhook.getEntryList().getFirst().getChanges().getFirst().getValue();
    assertThat(value.getMessages().getFirst().getText().getBody()).isEqualTo("olé");
    assertThat(value.getContacts().getFirst().getWaId()).isEqualTo("15550001115");
  }

  private static SendMessage text(String to) {
    var message = new SendMessage(to);
    message.setText(new Text("hello"));
    return message;
  }

  private static DefaultFacebookClient client(String token) {
    var client = new DefaultFacebookClient(token, Version.LATEST);
    client.setFacebookEndpointUrls(
        new FacebookEndpoints() {
          @Override
          public String getGraphEndpoint() {
            return sim.simulator.url().toString();
          }
        });
    return client;
  }
}
