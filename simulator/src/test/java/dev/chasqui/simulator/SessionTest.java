package dev.chasqui.simulator;

import static dev.chasqui.simulator.SimulatorFixture.NUMBER;
import static dev.chasqui.simulator.SimulatorFixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class SessionTest {
  private static final String LINKED = "106540000000077";
  private static final String BASE = "/v25.0/" + LINKED;
  private static final String TEXT =
      "{'messaging_product':'whatsapp','to':'%s','text':{'body':'x'}}";

  private final HandClock clock = new HandClock();
  private SimulatorFixture sim;

  @BeforeEach
  void start() throws Exception {
    sim = new SimulatorFixture(clock);
    sim.post(
        "/_sim/numbers",
        ("{'phoneNumberId':'%s','accessToken':'%s','displayPhoneNumber':'+1 555-000-7777',"
                + "'linked':true,'callbackUrl':'%s','verifyCallback':'never'}")
            .formatted(LINKED, TOKEN, sim.receiver.url()));
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void scanningTheQrLinksTheAccount() {
    assertThat(status()).isEqualTo("SCAN_QR_CODE");
    assertThat(sim.post(BASE + "/messages", TEXT.formatted("15550001111")).code())
        .isEqualTo(133010);
    var qr = sim.get(BASE + "/session/qr").json().path("qr").asString();
    assertThat(qr).startsWith("2@");

    assertThat(scan("{'qr':'2@another'}").status()).isEqualTo(400);
    assertThat(scan("{'qr':'%s','pushName':'Ana'}".formatted(qr)).status()).isEqualTo(200);

    var session = sim.get(BASE + "/session").json();
    assertThat(session.path("status").asString()).isEqualTo("WORKING");
    assertThat(session.path("has_qr").asBoolean()).isFalse();
    assertThat(session.path("wa_id").asString()).isEqualTo("15550007777");
    assertThat(sim.get(BASE + "/session/profile").json().path("push_name").asString())
        .isEqualTo("Ana");
    assertThat(sim.get(BASE + "/session/qr").status()).isEqualTo(404);
    assertThat(sim.post(BASE + "/messages", TEXT.formatted("15550001111")).status()).isEqualTo(200);
  }

  @Test
  void changesOfTheSessionComeAsSignedWebhooks() {
    scan("{}");
    sim.post(BASE + "/session/logout", "{}");

    var shown = awaitSession("SCAN_QR_CODE");
    assertThat(shown.json().path("entry").path(0).path("changes").path(0).path("field").asString())
        .isEqualTo("session");
    assertThat(shown.signature()).startsWith("sha256=");
    assertThat(shown.value().path("session").path("qr").asString()).startsWith("2@");
    var working = awaitSession("WORKING").value().path("session");
    assertThat(working.path("previous_status").asString()).isEqualTo("SCAN_QR_CODE");
    assertThat(working.path("push_name").asString()).isNotEmpty();
    assertThat(awaitSession("STOPPED").value().path("session").path("logged_out").asBoolean(false))
        .isTrue();
  }

  @Test
  void aRestartKeepsTheLinkAndALogoutDropsIt() {
    scan("{}");

    assertThat(post("restart")).isEqualTo("STARTING");
    awaitStatus("WORKING");
    assertThat(post("stop")).isEqualTo("STOPPED");
    assertThat(sim.get(BASE + "/session/profile").status()).isEqualTo(404);
    post("start");
    awaitStatus("WORKING");
    assertThat(post("logout")).isEqualTo("STOPPED");
    post("start");
    awaitStatus("SCAN_QR_CODE");
  }

  @Test
  void aSessionMayFailAndBeStartedAgain() {
    scan("{}");
    sim.post("/_sim/numbers/" + LINKED + "/session/fail", "{}");

    assertThat(status()).isEqualTo("FAILED");
    assertThat(sim.post(BASE + "/messages", TEXT.formatted("15550001111")).code())
        .isEqualTo(133010);
    post("start");
    awaitStatus("WORKING");
  }

  @Test
  void theQrIsReplacedAfterTwentySeconds() {
    var first = sim.get(BASE + "/session/qr").json().path("qr").asString();
    assertThat(sim.get(BASE + "/session/qr").json().path("qr").asString()).isEqualTo(first);

    clock.advance(Duration.ofSeconds(20));

    assertThat(sim.get(BASE + "/session/qr").json().path("qr").asString()).isNotEqualTo(first);
  }

  @Test
  void contactsAreChecked() {
    scan("{}");
    sim.post("/_sim/people", "{'phone':'15550001112','onWhatsApp':false}");

    var contacts =
        sim.post(
                BASE + "/contacts",
                "{'blocking':'wait','contacts':['+1 555 000 1111','15550001112','123']}")
            .json()
            .path("contacts");

    assertThat(contacts.path(0).path("input").asString()).isEqualTo("+1 555 000 1111");
    assertThat(contacts.path(0).path("status").asString()).isEqualTo("valid");
    assertThat(contacts.path(0).path("wa_id").asString()).isEqualTo("15550001111");
    assertThat(contacts.path(1).path("status").asString()).isEqualTo("invalid");
    assertThat(contacts.path(2).has("wa_id")).isFalse();
    assertThat(sim.get(BASE + "/contacts/15550001111").json().path("push_name").asString())
        .isEqualTo("Contact 1111");
    assertThat(sim.get(BASE + "/contacts/15550001112").status()).isEqualTo(404);
    assertThat(sim.post(BASE + "/contacts", "{}").code()).isEqualTo(131008);
  }

  @Test
  void aLinkedNumberWritesToWhatsAppWebsOwnIds() {
    scan("{}");
    for (var to :
        List.of("15550001111@s.whatsapp.net", "15550001111@c.us", "71@lid", "12-3@g.us")) {
      assertThat(sim.post(BASE + "/messages", TEXT.formatted(to)).status()).as(to).isEqualTo(200);
    }
    assertThat(sim.send(TEXT.formatted("15550001111@c.us")).code()).isEqualTo(131009);
  }

  @Test
  void aCloudNumberHasNoSession() {
    var answer = sim.get("/v25.0/" + NUMBER + "/session");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(2500);
    assertThat(sim.post("/v25.0/" + NUMBER + "/contacts", "{'contacts':['1']}").code())
        .isEqualTo(2500);
  }

  @Test
  void everyOperationOfTheDocumentIsServed() throws Exception {
    scan("{}");
    var document =
        URI.create(sim.simulator.url() + "/openapi/session-extension.yaml").toURL().openStream();
    Map<String, Map<String, Map<String, Object>>> root = new Yaml().load(document);
    var paths = root.getOrDefault("paths", Map.of());
    assertThat(paths).hasSize(9);
    paths.forEach(
        (path, item) ->
            item.keySet().stream()
                .filter(method -> !method.equals("parameters"))
                .forEach(method -> assertThat(call(method, path)).as(path).isNotEqualTo(2500)));
  }

  private int call(String method, String path) {
    var real =
        path.replace("{version}", "v25.0")
            .replace("{phone-number-id}", LINKED)
            .replace("{phone}", "15550001111");
    return method.equals("get") ? sim.get(real).code() : sim.post(real, "{}").code();
  }

  private Answer scan(String json) {
    return sim.post("/_sim/numbers/" + LINKED + "/session/scan", json);
  }

  private String post(String action) {
    return sim.post(BASE + "/session/" + action, "{}").json().path("status").asString();
  }

  private String status() {
    return sim.get(BASE + "/session").json().path("status").asString();
  }

  private void awaitStatus(String status) {
    await().atMost(Duration.ofSeconds(10)).until(() -> status().equals(status));
  }

  private Hook awaitSession(String status) {
    return sim.receiver.awaitHook(
        h -> h.value().path("session").path("status").asString("").equals(status));
  }
}
