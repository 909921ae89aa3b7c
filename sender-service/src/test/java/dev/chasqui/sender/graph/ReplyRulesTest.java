package dev.chasqui.sender.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Secret;
import dev.chasqui.http.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyRulesTest {

  private static Reply<String> read(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return ReplyRules.read(
        new Exchange.Answered(status, Map.of(), bytes, null),
        new Secret("EAAG-secret"),
        json -> GraphNode.text(json, "id"));
  }

  @Test
  void aTokenThatWhatsAppQuotesIsLeftOut() {
    assertThat(read(401, "{\"error\":{\"code\":190,\"message\":\"No token: EAAG-secret\"}}"))
        .isEqualTo(new Reply.NotAuthorised<>("No token: ***"));
  }

  @Test
  void aSuccessIsReadOrIsNotWhatWasAskedFor() {
    assertThat(read(200, "{\"id\":\"7\"}")).isEqualTo(new Reply.Known<>("7"));
    assertThat(read(200, "{}")).isInstanceOf(Reply.Away.class);
    assertThat(read(200, "<html>")).isInstanceOf(Reply.Away.class);
    assertThat(read(204, "")).isInstanceOf(Reply.Away.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400, 2500, Unsupported",
    "400, 133010, NotConnected",
    "401, 190, NotAuthorised",
    "401, 0, NotAuthorised",
    "403, 200, NotAuthorised",
    "403, 10, NotAuthorised",
    "404, 100, Absent",
    "400, 100, Refused",
    "400, 131053, Refused",
    "403, 368, Refused",
    "400, 4, Away",
    "400, 130429, Away",
    "429, 100, Away",
    "500, 1, Away",
    "500, 100, Away",
    "503, 131016, Away",
  })
  void anErrorMeansOneThing(int status, int code, String expected) {
    String error =
        "{\"error\":{\"code\":%d,\"message\":\"m\",\"error_data\":{\"details\":\"why\"}}}"
            .formatted(code);

    Reply<String> reply = read(status, error);

    assertThat(reply.getClass().getSimpleName()).isEqualTo(expected);
    if (reply instanceof Reply.Refused<String>(String why)) {
      assertThat(why).isEqualTo("m: why");
    }
  }

  @Test
  void withoutAnErrorOfTheirsOnlyTheStatusSpeaks() {
    assertThat(read(404, "<html>")).isInstanceOf(Reply.Absent.class);
    assertThat(read(400, "{}")).isInstanceOf(Reply.Away.class);
    assertThat(read(502, "")).isInstanceOf(Reply.Away.class);
    assertThat(
            ReplyRules.<String>read(
                new Exchange.Broken(true, "reset", null),
                new Secret(""),
                json -> GraphNode.text(json, "id")))
        .isInstanceOf(Reply.Away.class);
  }
}
