package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people who read Spanish are told when they do not get what they want. */
@ExtendWith(SharedSender.class)
class LanguageTest {

  private static final String SEND = "/api/messages/send";
  private static final String MESSAGE = "{\"phone\":\"573001234567\",\"message\":\"Hola\"}";

  private final SenderFixture sender;
  private final TestAccount account;
  private final RestClient rest;
  private final RestClient spanish;

  LanguageTest(SenderFixture sender) {
    this.sender = sender;
    this.account = sender.newAccount();
    this.rest = new RestClient(sender, account);
    this.spanish = rest.inSpanish();
  }

  @Test
  void whatIsWrongWithEachFieldIsInSpanish() {
    RestClient.Answer answer = spanish.post(SEND, "{\"phone\":\"12\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Language")).isEqualTo("es");
    assertThat(answer.code()).isEqualTo("validation_failed");
    assertThat(answer.wrongFields()).containsExactly("phone", "message");
    assertThat(answer.body().path("details").findValuesAsString("error"))
        .containsExactly(
            "no es un número de teléfono en formato internacional, ni un JID, ni un id de usuario",
            "es obligatorio");
    assertThat(answer.error()).endsWith("; message: es obligatorio");
    assertThat(rest.post(SEND, "{\"phone\":\"12\"}").error()).endsWith("; message: is required");
  }

  @Test
  void whatWhatsAppSaysStandsBehindWhatItMeans() {
    sender.whatsapp.fault(account.phoneNumberId(), "error", ",\"code\":131047");

    String words = rest.post(SEND, MESSAGE).error();
    RestClient.Answer answer = spanish.post(SEND, MESSAGE);

    assertThat(words).contains("Re-engagement message");
    assertThat(answer.code()).isEqualTo("outside_service_window");
    assertThat(answer.error()).startsWith("Pasaron más de 24 h").endsWith("(" + words + ")");
  }

  @Test
  void aRefusalThatSaysMoreIsInSpanishToo() {
    String sent = rest.post(SEND, MESSAGE).data().path("commandId").asString();

    RestClient.Answer answer = spanish.delete("/api/commands/" + sent);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.header("Content-Language")).isEqualTo("es");
    assertThat(answer.error()).isEqualTo("Ya terminó");
    assertThat(answer.data().path("commandId").asString()).isEqualTo(sent);
  }

  @Test
  void operatorsAreToldInSpanishWhatWhatsAppSays() {
    AdminClient admin = AdminClient.of(sender);
    long tenant = admin.newTenant("Spanish");
    String request = admin.account(tenant, admin.newNumber(), "expired-token");

    assertThat(admin.inSpanish().post("/admin/accounts", request).error())
        .contains("Invalid OAuth access token", "crea uno nuevo. No se guardó nada.")
        .doesNotContain("expired-token");
  }
}
