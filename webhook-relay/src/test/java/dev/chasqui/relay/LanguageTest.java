package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.relay.Client.Reply;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.WebhookReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Errors are in the language that a client likes best. */
class LanguageTest {

  private final Client client = RelayFixture.shared().newClient().speaking("es-PE,es;q=0.9");
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  private static String error(Reply reply) {
    return reply.body().path("error").asString();
  }

  @Test
  void everyWrongFieldIsExplainedInSpanish() {
    Reply reply =
        client
            .register(
                """
                {'secret':'whsec_no base64','order':'random','ratePerSecond':0,'headers':{'Host':'x'}}
                """)
            .is(400);

    assertThat(reply.body().path("details"))
        .extracting(
            detail -> detail.path("field").asString() + ": " + detail.path("error").asString())
        .containsExactlyInAnyOrder(
            "url: es obligatorio",
            "secret: empieza con whsec_ pero no le sigue base64",
            "order: debe ser uno de none, chat",
            "ratePerSecond: debe estar entre 0.01 y 1000, u omitirse para no tener límite",
            "headers.Host: es propio de la conexión y no se puede definir");
    assertThat(error(reply)).startsWith("url: es obligatorio; ");
    assertThat(reply.body().path("code").asString()).isEqualTo("validation_failed");
  }

  @Test
  void whatThePingSawIsSaidInSpanish() {
    receiver.answerPings(Answer.status(500).body("kaputt"));

    assertThat(error(client.register("{'url':'%s'}".formatted(receiver.url())).is(422)))
        .isEqualTo("La URL del webhook respondió al ping con 500 (kaputt); debe responder 200");
  }

  @Test
  void whyNothingIsFoundOrSentAgainIsSaidInSpanish() {
    String webhook = client.subscribe(receiver.url());

    assertThat(error(client.get("wh_none").is(404))).isEqualTo("No se encontró el webhook wh_none");
    assertThat(error(client.call("GET", "/deliveries?since=ayer", "").is(400)))
        .isEqualTo("since: debe ser una fecha y hora como 2027-01-31T12:00:00Z");
    assertThat(error(client.call("POST", "/" + webhook + "/replay", "{}").is(400)))
        .isEqualTo("since: indica since o fromEventId, y no ambos");
  }
}
