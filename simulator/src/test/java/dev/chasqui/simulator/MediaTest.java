package dev.chasqui.simulator;

import static dev.chasqui.simulator.SimulatorFixture.NUMBER;
import static dev.chasqui.simulator.SimulatorFixture.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MediaTest {
  private static final String CONTENT = "not quite a picture";

  private final HandClock clock = new HandClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private SimulatorFixture sim;

  @BeforeEach
  void start() throws Exception {
    sim = new SimulatorFixture(clock);
  }

  @AfterEach
  void stop() {
    sim.close();
    http.close();
  }

  @Test
  void whatIsUploadedCanBeResolvedAndDownloaded() throws Exception {
    var id = upload("image/png", CONTENT).json().path("id").asString();

    var media = sim.get("/v25.0/" + id + "?phone_number_id=" + NUMBER).json();
    assertThat(id).matches("[0-9]+");
    assertThat(media.path("id").asString()).isEqualTo(id);
    assertThat(media.path("mime_type").asString()).isEqualTo("image/png");
    assertThat(media.path("file_size").asString()).isEqualTo("" + CONTENT.length());
    assertThat(media.path("sha256").asString())
        .isEqualTo(
            Base64.getEncoder()
                .encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(CONTENT.getBytes(UTF_8))));

    var file = download(url(id), TOKEN, null);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body()).isEqualTo(CONTENT);
    assertThat(file.headers().firstValue("Content-Type")).hasValue("image/png");
  }

  @Test
  void aPartCanBeDownloaded() throws Exception {
    var id = upload("image/png", CONTENT).json().path("id").asString();

    var part = download(url(id), TOKEN, "bytes=4-8");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("quite");
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 4-8/19");
  }

  @Test
  void aDownloadNeedsTheTokenAndAFreshUrl() throws Exception {
    var id = upload("image/png", CONTENT).json().path("id").asString();
    var url = url(id);

    assertThat(download(url, "wrong", null).statusCode()).isEqualTo(401);
    assertThat(download(url.replace("hash=", "hash=x"), TOKEN, null).statusCode()).isEqualTo(404);

    clock.advance(Duration.ofMinutes(4));
    assertThat(download(url, TOKEN, null).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(1));
    assertThat(download(url, TOKEN, null).statusCode()).isEqualTo(404);
    assertThat(download(url(id), TOKEN, null).statusCode()).isEqualTo(200);
  }

  @Test
  void anIdLivesForThirtyDaysOrUntilItIsDeleted() throws Exception {
    var first = upload("image/png", CONTENT).json().path("id").asString();
    var second = upload("image/png", CONTENT).json().path("id").asString();

    assertThat(sim.delete("/v25.0/" + first).json().path("success").asBoolean()).isTrue();
    assertThat(sim.get("/v25.0/" + first).code()).isEqualTo(100);
    assertThat(sim.get("/v25.0/" + second).status()).isEqualTo(200);

    clock.advance(Duration.ofDays(30));
    var expired = sim.get("/v25.0/" + second);
    assertThat(expired.status()).isEqualTo(400);
    assertThat(expired.json().path("error").path("error_subcode").asInt()).isEqualTo(33);
  }

  @Test
  void anotherNumbersMediaIsNotThere() throws Exception {
    var id = upload("image/png", CONTENT).json().path("id").asString();

    assertThat(sim.get("/v25.0/" + id + "?phone_number_id=1234567").status()).isEqualTo(400);
  }

  @Test
  void uploadedMediaCanBeSentAsItsKind() throws Exception {
    var id = upload("image/png", CONTENT).json().path("id").asString();

    var image = send("image", id);
    var audio = send("audio", id);

    assertThat(sim.receiver.awaitStatuses(image.wamid(), 3)).contains("delivered");
    assertThat(sim.receiver.awaitStatuses(audio.wamid(), 1)).containsExactly("failed");
    assertThat(
            sim.receiver
                .statuses(audio.wamid())
                .getFirst()
                .path("errors")
                .path(0)
                .path("code")
                .asInt())
        .isEqualTo(131053);
  }

  @Test
  void wrongUploadsAreRefused() throws Exception {
    assertThat(upload("application/x-sh", "#!").code()).isEqualTo(100);
    assertThat(upload("image/png", "x".repeat(5 * 1024 * 1024 + 1)).code()).isEqualTo(100);
    assertThat(upload("image/webp", "x".repeat(500 * 1024)).status()).isEqualTo(200);
    assertThat(upload(TOKEN, "sms", "image/png", "x").code()).isEqualTo(100);
    assertThat(upload("wrong", "whatsapp", "image/png", "x").code()).isEqualTo(190);
  }

  @Test
  void aDeadLinkFailsOnlyWhereLinksAreFetched() {
    var link = sim.receiver.url().resolve("/nothing");
    var json =
        "{'messaging_product':'whatsapp','to':'15550001111','type':'image','image':{'link':'%s'}}"
            .formatted(link);
    assertThat(sim.receiver.awaitStatuses(sim.send(json).wamid(), 3)).contains("read");

    sim.change("'fetchLinks':true");

    assertThat(sim.receiver.awaitStatuses(sim.send(json).wamid(), 1)).containsExactly("failed");
  }

  private Answer send(String type, String id) {
    return sim.send(
        "{'messaging_product':'whatsapp','to':'15550001111','type':'%s','%s':{'id':'%s'}}"
            .formatted(type, type, id));
  }

  private String url(String id) {
    return sim.get("/v25.0/" + id).json().path("url").asString();
  }

  private Answer upload(String mimeType, String content) {
    return upload(TOKEN, "whatsapp", mimeType, content);
  }

  private Answer upload(String token, String product, String mimeType, String content) {
    var body =
        "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\n"
            + product
            + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n"
            + "Content-Type: "
            + mimeType
            + "\r\n\r\n"
            + content
            + "\r\n--b--\r\n";
    return sim.exchange(
        HttpRequest.newBuilder(URI.create(sim.simulator.url() + "/v25.0/" + NUMBER + "/media"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> download(String url, String token, @Nullable String range)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    if (range != null) {
      request.header("Range", range);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
