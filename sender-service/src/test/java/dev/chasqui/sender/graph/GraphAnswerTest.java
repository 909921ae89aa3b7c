package dev.chasqui.sender.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Secret;
import dev.chasqui.http.Exchange;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphAnswerTest {

  @Test
  void anAnswerToABsuidHasNoWhatsAppId() {
    assertThat(
            read(
                200,
                """
                {"messaging_product":"whatsapp","contacts":[{"input":"US.1","user_id":"US.1"}],
                 "messages":[{"id":"wamid.A","message_status":"accepted"}]}
                """))
        .isEqualTo(new SendOutcome.Accepted("wamid.A", null));
  }

  @Test
  void aReadMarkIsAnsweredWithSuccessOnly() {
    assertThat(read(200, "{\"success\":true}")).isEqualTo(new SendOutcome.Accepted(null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "null", "[]", "<html>", "{\"success\":false}", "{\"messages\":3}"})
  void a200WithoutAnIdLeavesItOpen(String body) {
    assertThat(read(200, body)).isInstanceOf(SendOutcome.Unknown.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"code":131047,"message":"m"}}                                | outside_service_window | m
          {"error":{"code":131047,"message":"m","error_data":{"details":"d"}}}   | outside_service_window | m: d
          {"error":{"code":131047}}                                              | outside_service_window | no message
          {"error":{"code":99999999999,"message":"m"}}                           | provider_refused       | WhatsApp answered HTTP 400 without a reason
          {"error":"no"}                                                         | provider_refused       | WhatsApp answered HTTP 400 without a reason
          <html>                                                                 | provider_refused       | WhatsApp answered HTTP 400 without a reason
          """)
  void anErrorIsReadAsFarAsItIsThere(String body, String code, String message) {
    assertThat(read(400, body))
        .isInstanceOfSatisfying(
            SendOutcome.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.message()).isEqualTo(message);
            });
  }

  @Test
  void aTokenThatWhatsAppQuotesIsLeftOut() {
    assertThat(
            read(
                401,
                """
                {"error":{"code":190,"message":"Malformed access token EAAG-secret",
                          "error_data":{"details":"EAAG-secret is none"}}}
                """))
        .isInstanceOfSatisfying(
            SendOutcome.Refused.class,
            refused ->
                assertThat(refused.message()).isEqualTo("Malformed access token ***: *** is none"));
  }

  private static SendOutcome read(int status, String body) {
    return GraphAnswer.read(
        new Exchange.Answered(status, Map.of(), body.getBytes(UTF_8), null),
        new Secret("EAAG-secret"),
        Instant.EPOCH);
  }
}
