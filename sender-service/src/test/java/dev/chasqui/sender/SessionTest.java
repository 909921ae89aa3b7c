package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.chasqui.testing.Ports;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Session and contacts, on an account of each kind. */
@ExtendWith(SharedSender.class)
class SessionTest {

  private final SenderFixture fixture;
  private final TestAccount account;
  private final RestClient rest;

  SessionTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
    this.rest = new RestClient(fixture, account);
  }

  @Test
  void aLinkedDeviceShowsItsSession() {
    fixture.whatsapp.link(account.phoneNumberId(), SenderFixture.TOKEN, false);
    JsonNode waiting = awaitStatus("qr");
    assertThat(waiting.path("isReady").asBoolean()).isFalse();
    assertThat(waiting.path("hasQR").asBoolean()).isTrue();

    fixture.whatsapp.scan(account.phoneNumberId());

    JsonNode linked = awaitStatus("connected");
    assertThat(linked.path("isReady").asBoolean()).isTrue();
    assertThat(linked.path("hasQR").asBoolean()).isFalse();
  }

  @Test
  void anAccountWithoutASessionIsConnected() {
    rest.patch("/api/account/limits", "{\"dailyQuota\":7}");

    JsonNode status = rest.get("/api/session/status").data();

    assertThat(status.path("status").asString()).isEqualTo("connected");
    assertThat(status.path("remainingQuota").asInt()).isEqualTo(7);
    assertThat(status.path("pausedUntil").isNull()).isTrue();
    assertThat(status.path("circuit").asString()).isEqualTo("closed");
    assertThat(rest.get("/api/contacts/check/573001234567").status()).isEqualTo(501);
  }

  @Test
  void theQrCodeIsAnImageThatAReaderReads() throws Exception {
    fixture.whatsapp.link(account.phoneNumberId(), SenderFixture.TOKEN, false);
    awaitStatus("qr");
    String text = fixture.whatsapp.qr(account.phoneNumberId(), SenderFixture.TOKEN);

    RestClient.Answer image = rest.get("/api/session/qr/image");
    assertThat(image.status()).isEqualTo(200);
    assertThat(image.header("Content-Type")).isEqualTo("image/png");
    assertThat(image.header("Cache-Control")).contains("no-store");
    assertThat(decoded(image.response().body())).isEqualTo(text);

    JsonNode qr = rest.get("/api/session/qr").data();
    String head = "data:image/png;base64,";
    assertThat(qr.path("qrCode").asString()).startsWith(head);
    byte[] png = Base64.getDecoder().decode(qr.path("qrCode").asString().substring(head.length()));
    assertThat(decoded(png)).isEqualTo(text);
    assertThat(Instant.parse(qr.path("expiresAt").asString())).isAfter(Instant.now());
  }

  /**
   * What a reader of exact images reads. ZXing's search of a code in a photo is not asked: it takes
   * other parts of one in seventy random codes for its corners, where a phone takes another photo.
   */
  private static String decoded(byte[] png) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    var binary = new HybridBinarizer(new RGBLuminanceSource(width, height, pixels));
    return new QRCodeReader()
        .decode(new BinaryBitmap(binary), Map.of(DecodeHintType.PURE_BARCODE, true))
        .getText();
  }

  @Test
  void withoutAQrCodeToScanThereIsNone() {
    RestClient cloud = new RestClient(fixture, fixture.newCloudAccount());
    fixture.whatsapp.link(account.phoneNumberId(), SenderFixture.TOKEN, true);

    for (RestClient client : List.of(rest, cloud)) {
      for (String path : List.of("/api/session/qr", "/api/session/qr/image")) {
        RestClient.Answer answer = client.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("no_qr");
      }
    }
  }

  @Test
  void aLinkedDeviceShowsWhoIsLinked() {
    fixture.whatsapp.link(account.phoneNumberId(), SenderFixture.TOKEN, false);
    RestClient.Answer before = rest.get("/api/session/profile");
    assertThat(before.status()).isEqualTo(503);
    assertThat(before.code()).isEqualTo("account_not_connected");

    fixture.whatsapp.scan(account.phoneNumberId());

    JsonNode profile = rest.get("/api/session/profile").data();
    assertThat(profile.path("phone").asString()).matches("[0-9]+");
    assertThat(profile.path("name").asString()).isNotBlank();
    assertThat(profile.path("about").asString()).isNotBlank();
  }

  @Test
  void aCloudApiNumberShowsItsBusinessProfile() {
    TestAccount cloud = fixture.newCloudAccount();
    fixture.whatsapp.profile(cloud.phoneNumberId(), SenderFixture.TOKEN, "Open all day");

    JsonNode profile = new RestClient(fixture, cloud).get("/api/session/profile").data();

    assertThat(profile.path("phone").asString()).matches("[0-9]+");
    assertThat(profile.path("name").asString()).isNotBlank();
    assertThat(profile.path("about").asString()).isEqualTo("Open all day");
    assertThat(rest.get("/api/session/profile").status()).isEqualTo(200);
  }

  @Test
  void aSessionIsRestartedAndLoggedOutOf() {
    fixture.whatsapp.link(account.phoneNumberId(), SenderFixture.TOKEN, true);
    awaitStatus("connected");

    RestClient.Answer restarted = rest.post("/api/session/restart");
    assertThat(restarted.status()).isEqualTo(200);
    assertThat(restarted.body().path("success").asBoolean(false)).isTrue();
    assertThat(restarted.data().path("status").asString()).isEqualTo("connecting");
    awaitStatus("connected");

    RestClient.Answer loggedOut = rest.post("/api/session/logout");
    assertThat(loggedOut.status()).isEqualTo(200);
    assertThat(loggedOut.data().path("status").asString()).isEqualTo("disconnected");
    assertThat(awaitStatus("disconnected").path("isReady").asBoolean(true)).isFalse();
    rest.post("/api/session/restart");
    awaitStatus("qr");
  }

  @Test
  void theCloudApiHasNoSessionToEnd() {
    RestClient cloud = new RestClient(fixture, fixture.newCloudAccount());

    for (RestClient client : List.of(rest, cloud)) {
      for (String path : List.of("/api/session/logout", "/api/session/restart")) {
        RestClient.Answer answer = client.post(path);
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.code()).isEqualTo("session_unsupported");
      }
    }
  }

  @Test
  void whenWhatsAppIsAwayOrRefusesTheTokenItIsSaid() {
    TestAccount unauthorised = fixture.newUnauthorisedAccount();
    allAre503(new RestClient(fixture, unauthorised), "account_not_authorised");
    TestAccount nowhere = fixture.newAccount("http://127.0.0.1:" + Ports.free());
    allAre503(new RestClient(fixture, nowhere), "provider_unreachable");
  }

  private static void allAre503(RestClient client, String code) {
    assertThat(
            List.of(
                client.get("/api/session/qr"),
                client.get("/api/session/qr/image"),
                client.get("/api/session/profile"),
                client.post("/api/session/logout"),
                client.post("/api/session/restart")))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(503);
              assertThat(answer.code()).isEqualTo(code);
            });
    assertThat(client.get("/api/session/status").data().path("status").asString())
        .isEqualTo("disconnected");
  }

  @Test
  void contactChecksArePacedAndRemembered() {
    fixture.whatsapp.link(account.phoneNumberId(), SenderFixture.TOKEN, true);
    fixture.whatsapp.person("15550007777", false);
    rest.patch("/api/account/limits", "{\"contactChecksPerMinute\":2}");

    JsonNode there = rest.get("/api/contacts/check/573001234567").data();
    assertThat(there.path("phone").asString()).isEqualTo("573001234567");
    assertThat(there.path("isRegistered").asBoolean()).isTrue();
    RestClient.Answer over = rest.get("/api/contacts/check/15550007777");
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.response().headers().firstValueAsLong("Retry-After").orElse(0))
        .isBetween(1L, 60L);
    assertThat(rest.get("/api/contacts/check/573001234567").status()).isEqualTo(200);

    rest.patch("/api/account/limits", "{\"contactChecksPerMinute\":1000}");
    RestClient.Answer absent = rest.get("/api/contacts/check/15550007777");
    assertThat(absent.data().path("isRegistered").asBoolean(true)).isFalse();
    assertThat(rest.get("/api/contacts/check/12").status()).isEqualTo(400);
  }

  private JsonNode awaitStatus(String status) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> rest.get("/api/session/status").data(),
            data -> data.path("status").asString().equals(status));
  }
}
