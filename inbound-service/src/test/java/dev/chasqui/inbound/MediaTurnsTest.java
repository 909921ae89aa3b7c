package dev.chasqui.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.access.Account;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.ReceivedMedia;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.TestServers;
import dev.chasqui.testing.WebhookReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two files are handed on at once, each for ten seconds at most. */
class MediaTurnsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Identity ANA = Records.person("5219991234567", "Ana");

  /** Which nobody has read in ten seconds who reads as slowly as here. */
  private static final Answer LARGE = Answer.status(200).body("x".repeat(50 << 20));

  private static final int READ_AT_ONCE = 512 * 1024;

  @Test
  void aSlowReaderTakesTheShareOfItsTenantAloneAndNotForEver() throws IOException {
    try (WebhookReceiver whatsapp = WebhookReceiver.start();
        InboundFixture inbound =
            InboundFixture.on(
                InboundFixture.shared().database,
                TestServers.kafka().bootstrapServers(),
                "--chasqui.inbound.most-downloads=2",
                "--chasqui.inbound.media-patience=1100ms",
                "--chasqui.inbound.media-timeout=10s")) {
      answerFiles(whatsapp);
      Account account = inbound.newAccount(inbound.newAccount().tenantId(), whatsapp.url());
      Account sibling = inbound.newAccount(account.tenantId(), whatsapp.url());
      Account others = inbound.newAccount(inbound.newAccount().tenantId(), whatsapp.url());
      String large = file(inbound, account, "large");
      String small = file(inbound, sibling, "small");
      String theirs = file(inbound, others, "small");

      try (InputStream slow = inbound.client(account).open(large)) {
        HttpResponse<byte[]> busy = inbound.client(sibling).get(small);

        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.headers().firstValue("Retry-After")).contains("2");
        JsonNode error = new JsonMapper().readTree(busy.body());
        assertThat(error.path("code").asString()).isEqualTo("busy");
        assertThat(error.path("error").asString()).contains("try again in 2 s");
        assertThat(inbound.client(others).get(theirs).statusCode()).isEqualTo(200);
        await()
            .atMost(LIMIT)
            .ignoreException(IOException.class)
            .until(
                () -> {
                  HttpResponse<byte[]> answer = inbound.client(sibling).get(small);
                  if (answer.statusCode() == 200) {
                    return true;
                  }
                  slow.readNBytes(READ_AT_ONCE);
                  return false;
                });
      }
    }
  }

  private static void answerFiles(WebhookReceiver whatsapp) {
    whatsapp.answerBy(
        request ->
            switch (request.path()) {
              case "/v25.0/large", "/v25.0/small" ->
                  Answer.status(200)
                      .body(
                          "{\"url\":\"%s/files%s\"}"
                              .formatted(whatsapp.url(), request.path().substring(6)));
              case "/files/large" -> LARGE;
              default -> Answer.status(200).body("small");
            });
  }

  /** Where a file is that an account received. */
  private static String file(InboundFixture inbound, Account account, String mediaId) {
    inbound.tell(
        Records.message(
            account.id(),
            ANA,
            Instant.parse("2026-11-21T12:00:00Z"),
            Records.content(ANA, "wamid.1", "image")
                .setMedia(
                    ReceivedMedia.newBuilder().setMediaId(mediaId).setMimeType("image/png").build())
                .build()));
    return "/api/media/"
        + inbound.client(account).awaitMessages(1).getFirst().path("media").path("id").asLong();
  }
}
