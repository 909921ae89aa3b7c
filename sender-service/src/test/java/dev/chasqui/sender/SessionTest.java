package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
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
    assertThat(rest.get("/api/contacts/check/573001234567").status()).isEqualTo(501);
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
