package dev.chasqui.simulator;

import static dev.chasqui.simulator.SimulatorFixture.NUMBER;
import static dev.chasqui.simulator.SimulatorFixture.WABA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PhoneNumbersTest {
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
  void aNumberShowsItsDefaultFieldsOrThoseAskedFor() {
    var plain = sim.get("/v25.0/" + NUMBER).json();
    assertThat(plain.propertyNames())
        .contains("id", "display_phone_number", "verified_name", "quality_rating");

    var some = sim.get("/v25.0/" + NUMBER + "?fields=status,throughput").json();
    assertThat(some.propertyNames()).containsExactlyInAnyOrder("id", "status", "throughput");
    assertThat(some.path("status").asString()).isEqualTo("CONNECTED");

    var wrong = sim.get("/v25.0/" + NUMBER + "?fields=shoe_size");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.code()).isEqualTo(100);
    assertThat(wrong.details()).contains("shoe_size");
  }

  @Test
  void aDeregisteredNumberIsBlocked() {
    sim.post("/v25.0/" + NUMBER + "/deregister", "{}");

    assertThat(sim.sendText("15550001111", "job-1").code()).isEqualTo(133010);
    var health = sim.get("/v25.0/" + NUMBER + "?fields=health_status").json().path("health_status");
    assertThat(health.path("can_send_message").asString()).isEqualTo("BLOCKED");

    sim.post("/v25.0/" + NUMBER + "/register", "{'messaging_product':'whatsapp','pin':'123456'}");
    assertThat(sim.sendText("15550001111", "job-1").status()).isEqualTo(200);
  }

  @Test
  void theProfileKeepsWhatWasSet() {
    var path = "/v25.0/" + NUMBER + "/whatsapp_business_profile";

    var changed =
        sim.post(path, "{'messaging_product':'whatsapp','about':'Shoes','vertical':'RETAIL'}");

    assertThat(changed.json().path("success").asBoolean()).isTrue();
    var profile = sim.get(path + "?fields=about,email").json().path("data").path(0);
    assertThat(profile.path("about").asString()).isEqualTo("Shoes");
    assertThat(profile.has("email")).isFalse();
    assertThat(profile.has("vertical")).isFalse();
    assertThat(
            sim.post(
                    path,
                    "{'messaging_product':'whatsapp','about':'%s'}".formatted("x".repeat(140)))
                .code())
        .isEqualTo(131009);
  }

  @Test
  void aWabaListsItsNumbersAndSubscription() {
    var numbers = sim.get("/v25.0/" + WABA + "/phone_numbers").json();
    assertThat(numbers.path("data").path(0).path("id").asString()).isEqualTo(NUMBER);
    assertThat(numbers.path("paging").has("cursors")).isTrue();

    var apps = sim.get("/v25.0/" + WABA + "/subscribed_apps").json().path("data");
    assertThat(apps.path(0).path("whatsapp_business_api_data").has("id")).isTrue();
    assertThat(sim.get("/v25.0/999999/phone_numbers").code()).isEqualTo(100);
  }

  @Test
  void aNumberCanBeMadeChangedAndRemoved() {
    var made =
        sim.post(
            "/_sim/numbers", "{'phoneNumberId':'777000','accessToken':'t','verifiedName':'A'}");
    assertThat(made.json().path("verifiedName").asString()).isEqualTo("A");

    var changed = sim.post("/_sim/numbers", "{'phoneNumberId':'777000','webhookBatch':9}");
    assertThat(changed.json().path("verifiedName").asString()).isEqualTo("A");
    assertThat(changed.json().path("webhookBatch").asInt()).isEqualTo(9);

    assertThat(sim.delete("/_sim/numbers/777000").status()).isEqualTo(200);
    assertThat(sim.get("/_sim/numbers/777000").code()).isEqualTo(100);
  }

  @Test
  void whatIsWrongWithANumberIsSaid() {
    assertThat(sim.post("/_sim/numbers", "{}").details()).contains("phoneNumberId");
    assertThat(sim.post("/_sim/numbers", "{'phoneNumberId':'x'}").details()).contains("digits");
    assertThat(sim.post("/_sim/numbers", "{'phoneNumberId':'1234','colour':1}").details())
        .contains("colour");
    assertThat(sim.post("/_sim/numbers", "{'phoneNumberId':'1234','webhookBatch':1001}").details())
        .contains("1 to 1000");
    assertThat(
            sim.post("/_sim/numbers", "{'phoneNumberId':'1234','callbackUrl':'ftp://x'}").details())
        .contains("callbackUrl");
  }
}
