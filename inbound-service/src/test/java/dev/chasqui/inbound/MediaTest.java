package dev.chasqui.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.access.Account;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.ReceivedMedia;
import dev.chasqui.simulator.Simulator;
import dev.chasqui.simulator.SimulatorSettings;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.simulator.numbers.VerifyCallback;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.RawServer;
import dev.chasqui.testing.WebhookReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of received messages, from WhatsApp to the client. */
class MediaTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Identity ANA = Records.person("5219991234567", "Ana");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final InboundFixture inbound = InboundFixture.shared();

  private ChatClient clientAt(String baseUrl) {
    long tenant = inbound.newAccount().tenantId();
    return inbound.client(inbound.newAccount(tenant, baseUrl));
  }

  /** A message with a file that WhatsApp knows by this id; returns what the list says of it. */
  private JsonNode told(ChatClient client, String type, ReceivedMedia media) {
    inbound.tell(
        Records.message(
            client.accountId(),
            ANA,
            NOON,
            Records.content(ANA, "wamid.1", type).setMedia(media).build()));
    return client.awaitMessages(1).getFirst().path("media");
  }

  private JsonNode toldOfSome(ChatClient client) {
    return told(
        client,
        "image",
        ReceivedMedia.newBuilder().setMediaId("900100").setMimeType("image/png").build());
  }

  private static HttpResponse<byte[]> get(ChatClient client, JsonNode media) {
    return client.get("/api/media/" + media.path("id").asLong());
  }

  private static String code(HttpResponse<byte[]> answer) {
    return new JsonMapper().readTree(answer.body()).path("code").asString("");
  }

  private static Optional<String> header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name);
  }

  @Test
  void aFileThatSomebodySentIsFetchedAsItWasSent() {
    byte[] file = new byte[3_000_000];
    new Random(1).nextBytes(file);
    try (Simulator whatsapp = Simulator.start(SimulatorSettings.onPort(0))) {
      ChatClient client = clientAt(whatsapp.url().toString());
      Account account = client.account();
      put(whatsapp, account);
      control(
          whatsapp,
          "/_sim/numbers/%s/inbound".formatted(account.phoneNumberId()),
          """
          {"from":"15550001111","message":{"type":"document","document":{"filename":"Año \\"1\\".pdf",
          "caption":"look","data":"%s"}}}"""
              .formatted(Base64.getEncoder().encodeToString(file)));

      JsonNode message = client.awaitMessages(1).getFirst();
      HttpResponse<byte[]> answer = get(client, message.path("media"));

      assertThat(message.path("message").asString()).isEqualTo("look");
      assertThat(message.path("media").path("id")).isEqualTo(message.path("id"));
      assertThat(message.path("media").path("mimeType").asString()).isEqualTo("application/pdf");
      assertThat(message.path("media").path("filename").asString()).isEqualTo("Año \"1\".pdf");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(file);
      assertThat(header(answer, "Content-Type")).contains("application/pdf");
      assertThat(header(answer, "Content-Length")).contains("3000000");
      assertThat(header(answer, "X-Content-Type-Options")).contains("nosniff");
      assertThat(header(answer, "Content-Security-Policy")).contains("default-src 'none'; sandbox");
      assertThat(header(answer, "Content-Disposition").orElse(""))
          .startsWith("attachment;")
          .contains("filename*=UTF-8''A%C3%B1o%20%221%22.pdf");

      assertThat(get(inbound.newClient(), message.path("media")).statusCode()).isEqualTo(404);
      assertThat(get(inbound.client(inbound.newAccount(account.tenantId())), message.path("media")))
          .extracting(HttpResponse::statusCode)
          .isEqualTo(404);
    }
  }

  private void put(Simulator whatsapp, Account account) {
    NumberSpec number =
        NumberSpec.of(account.phoneNumberId())
            .withSecrets("token", InboundFixture.APP_SECRET, InboundFixture.VERIFY_TOKEN)
            .withCallback(URI.create(inbound.address(account.id())), VerifyCallback.LATER);
    control(whatsapp, "/_sim/numbers", new JsonMapper().writeValueAsString(number));
  }

  private static void control(Simulator whatsapp, String path, String body) {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(whatsapp.url() + path))
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theTokenGoesToWhatsAppAndNowhereElse() {
    try (WebhookReceiver whatsapp = WebhookReceiver.start();
        WebhookReceiver elsewhere = WebhookReceiver.start()) {
      ChatClient client = clientAt(whatsapp.url());
      JsonNode media = toldOfSome(client);
      whatsapp.answerBy(
          request ->
              request.path().equals("/v25.0/900100")
                  ? Answer.status(200).body("{\"url\":\"" + whatsapp.url() + "/file?a=1\"}")
                  : Answer.status(200).header("Content-Type", "image/png").body("PNG"));

      assertThat(get(client, media).body()).asString(UTF_8).isEqualTo("PNG");
      assertThat(whatsapp.requests())
          .allSatisfy(
              request -> assertThat(request.header("authorization")).contains("Bearer token"))
          .extracting(request -> request.path())
          .containsExactly("/v25.0/900100", "/file?a=1");

      for (String url :
          new String[] {
            elsewhere.url() + "/file",
            whatsapp.url().replace("http:", "https:"),
            "http://lookaside.fbsbx.com/file",
            "https://lookaside.fbsbx.com.evil.example/file",
            "https://lookaside.fbsbx.com:8443/file",
            "https://lookaside.fbsbx.com@127.0.0.1:" + elsewhere.port() + "/",
            "//" + "127.0.0.1:" + elsewhere.port(),
            "file:///etc/passwd",
            "no url at all",
            ""
          }) {
        whatsapp.answer(Answer.status(200).body("{\"url\":\"" + url + "\"}"));
        HttpResponse<byte[]> answer = get(client, media);
        assertThat(answer.statusCode()).as(url).isEqualTo(502);
        assertThat(code(answer)).isEqualTo("media_not_given");
      }
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {'error':{'message':'no','code':100,'error_subcode':33}} | 410 | media_gone",
        "404 | {} | 410 | media_gone",
        "401 | {'error':{'message':'Malformed access token','code':190}} | 503 | account_not_authorised",
        "400 | {'error':{'message':'no','code':190}} | 503 | account_not_authorised",
        "429 | {} | 503 | provider_unreachable",
        "500 | {} | 503 | provider_unreachable",
        "400 | {'error':{'message':'no','code':1}} | 502 | media_not_given",
        "302 | {} | 502 | media_not_given"
      })
  void whatWhatsAppRefusesIsSaid(int status, String body, int answered, String code) {
    try (WebhookReceiver whatsapp = WebhookReceiver.start()) {
      ChatClient client = clientAt(whatsapp.url());
      JsonNode media = toldOfSome(client);
      Answer refusal = Answer.status(status).body(body.replace('\'', '"'));
      whatsapp.answer(refusal);
      HttpResponse<byte[]> ofQuestion = get(client, media);
      whatsapp.answerBy(
          request ->
              request.path().equals("/v25.0/900100")
                  ? Answer.status(200).body("{\"url\":\"" + whatsapp.url() + "/file\"}")
                  : refusal);
      HttpResponse<byte[]> ofFile = get(client, media);

      assertThat(ofQuestion.statusCode()).isEqualTo(answered);
      assertThat(code(ofQuestion)).isEqualTo(code);
      assertThat(ofFile.statusCode()).isEqualTo(answered);
      assertThat(code(ofFile)).isEqualTo(code);
      assertThat(new String(ofFile.body(), UTF_8)).as("the token is").doesNotContain("token");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "x"})
  void whatABrowserWouldRunIsButBytes(String type) {
    try (WebhookReceiver whatsapp = WebhookReceiver.start()) {
      ChatClient client = clientAt(whatsapp.url());
      JsonNode media = toldOfSome(client);
      whatsapp.answerBy(
          request ->
              request.path().equals("/v25.0/900100")
                  ? Answer.status(200).body("{\"url\":\"" + whatsapp.url() + "/file\"}")
                  : Answer.status(200).header("Content-Type", type).body("<script>"));

      HttpResponse<byte[]> answer = get(client, media);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "Content-Type")).contains("application/octet-stream");
      assertThat(header(answer, "Content-Disposition")).contains("attachment");
    }
  }

  /** Answers the question for the file's address, and then that for the file as told. */
  private static RawServer.Script fileAs(RawServer.Script file) {
    return (server, socket) -> {
      while (server.readRequest(socket)) {
        if (server.requests() > 1) {
          file.handle(server, socket);
          return;
        }
        String json = "{\"url\":\"" + server.uri() + "/file\"}";
        RawServer.write(
            socket,
            "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(json.length(), json));
      }
    };
  }

  @Test
  void aFileIsHandedOnWhileItComes() throws IOException {
    CountDownLatch begun = new CountDownLatch(1);
    RawServer.Script halves =
        (_, socket) -> {
          RawServer.write(
              socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + "a".repeat(500_000));
          if (isDone(begun)) {
            RawServer.write(socket, "b".repeat(500_000));
          }
        };
    try (RawServer whatsapp = RawServer.start(fileAs(halves))) {
      ChatClient client = clientAt(whatsapp.uri().toString());
      JsonNode media = toldOfSome(client);

      try (InputStream file = client.open("/api/media/" + media.path("id").asLong())) {
        assertThat(file.readNBytes(100_000)).hasSize(100_000);
        begun.countDown();
        assertThat(file.readAllBytes()).hasSize(900_000).endsWith('b');
      }
    }
  }

  private static boolean isDone(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"the server", "its size"})
  void aFileThatBreaksOffIsNotTakenForTheWhole(String by) throws IOException {
    RawServer.Script tooFew =
        (_, socket) ->
            RawServer.write(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 1000000\r\n\r\n"
                    + "x".repeat(500_000));
    RawServer.Script tooMany =
        (_, socket) -> {
          RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n");
          for (int mebibytes = 0; mebibytes <= 100; mebibytes++) {
            socket.getOutputStream().write(new byte[1 << 20]);
          }
        };
    try (RawServer whatsapp = RawServer.start(fileAs(by.equals("the server") ? tooFew : tooMany))) {
      ChatClient client = clientAt(whatsapp.uri().toString());
      JsonNode media = toldOfSome(client);

      assertThatThrownBy(() -> get(client, media)).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void aFileThatIsLargerThanAnyOfWhatsAppsIsNotHandedOn() throws IOException {
    RawServer.Script large =
        (_, socket) ->
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 104857601\r\n\r\nx");
    try (RawServer whatsapp = RawServer.start(fileAs(large))) {
      ChatClient client = clientAt(whatsapp.uri().toString());

      HttpResponse<byte[]> answer = get(client, toldOfSome(client));

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(code(answer)).isEqualTo("media_not_given");
    }
  }

  @Test
  void aFileHasWhatsAppsIdTooAsWebhooksNameIt() {
    try (Simulator whatsapp = Simulator.start(SimulatorSettings.onPort(0))) {
      ChatClient client = clientAt(whatsapp.url().toString());
      Account account = client.account();
      put(whatsapp, account);
      control(
          whatsapp,
          "/_sim/numbers/%s/inbound".formatted(account.phoneNumberId()),
          """
          {"from":"15550001111","message":{"type":"document","document":{"filename":"a.txt","data":"aG9sYQ=="}}}""");
      client.awaitMessages(1);
      String id =
          inbound
              .jdbc
              .sql("select media_id from inbound.message where account_id = ?")
              .param(account.id())
              .query(String.class)
              .single();

      assertThat(client.get("/api/media/" + id).body()).asString().isEqualTo("hola");
      assertThat(inbound.newClient().get("/api/media/" + id).statusCode())
          .as("somebody else's")
          .isEqualTo(404);
      assertThat(client.get("/api/media/none").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aMessageWithoutAFileHasNone() {
    ChatClient client = inbound.newClient();
    inbound.tell(Records.text(client.accountId(), ANA, "wamid.1", "a", NOON));
    long id = client.awaitMessages(1).getFirst().path("id").asLong();

    assertThat(client.get("/api/media/" + id).statusCode()).isEqualTo(404);
    assertThat(client.get("/api/media/999999999").statusCode()).isEqualTo(404);
  }

  @Test
  void whileWhatsAppIsAwayThatIsSaid() {
    ChatClient client = clientAt("http://127.0.0.1:1");

    HttpResponse<byte[]> answer = get(client, toldOfSome(client));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(code(answer)).isEqualTo("provider_unreachable");
  }
}
