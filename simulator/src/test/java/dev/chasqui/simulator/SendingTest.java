package dev.chasqui.simulator;

import static dev.chasqui.simulator.SimulatorFixture.NUMBER;
import static dev.chasqui.simulator.SimulatorFixture.SECRET;
import static dev.chasqui.simulator.SimulatorFixture.WABA;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SendingTest {
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
  void aTextIsAcceptedAndCounted() {
    var answer = sim.sendText("+1 (555) 000-1111", "job-1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("messaging_product").asString()).isEqualTo("whatsapp");
    var contact = answer.json().path("contacts").path(0);
    assertThat(contact.path("input").asString()).isEqualTo("+1 (555) 000-1111");
    assertThat(contact.path("wa_id").asString()).isEqualTo("15550001111");
    assertThat(answer.wamid()).startsWith("wamid.HBgL").hasSizeLessThanOrEqualTo(128);
    assertThat(sim.received("job-1")).isEqualTo(1);
    assertThat(sim.received("job-never")).isZero();
  }

  @Test
  void aNumberMayBeKnownInAnotherForm() {
    sim.post("/_sim/people", "{'phone':'5511987654321','waId':'551187654321'}");

    var answer = sim.sendText("5511987654321", "job-form");

    var contact = answer.json().path("contacts").path(0);
    assertThat(contact.path("input").asString()).isEqualTo("5511987654321");
    assertThat(contact.path("wa_id").asString()).isEqualTo("551187654321");
    var _ = sim.receiver.awaitStatuses(answer.wamid(), 1);
    assertThat(sim.receiver.statuses(answer.wamid()).getFirst().path("recipient_id").asString())
        .isEqualTo("551187654321");
  }

  @Test
  void statusesFollowInOrderWithTheCallbackData() {
    var wamid = sim.sendText("15550001112", "job-2").wamid();

    assertThat(sim.receiver.awaitStatuses(wamid, 3)).containsExactly("sent", "delivered", "read");
    assertThat(sim.receiver.statuses(wamid))
        .allSatisfy(
            status -> {
              assertThat(status.path("recipient_id").asString()).isEqualTo("15550001112");
              assertThat(status.path("biz_opaque_callback_data").asString()).isEqualTo("job-2");
              assertThat(status.path("timestamp").asString()).matches("[0-9]{10}");
            });
  }

  @Test
  void webhooksAreSignedOverTheirRawBytesWithNonAsciiEscaped() throws Exception {
    sim.post(
        "/_sim/numbers/" + NUMBER + "/inbound",
        "{'from':'15550001113','message':{'type':'text','text':{'body':'ä😀/<'}}}");

    var hook =
        sim.receiver.awaitHook(
            h -> h.value().path("messages").path(0).path("from").asString("").endsWith("1113"));
    assertThat(hook.raw()).contains("\\u00e4\\ud83d\\ude00/<");
    assertThat(hook.signature()).isEqualTo("sha256=" + hmac(hook.raw()));
    assertThat(hook.userAgent()).isEqualTo("facebookexternalua");
    assertThat(hook.json().path("object").asString()).isEqualTo("whatsapp_business_account");
    assertThat(hook.json().path("entry").path(0).path("id").asString()).isEqualTo(WABA);
    assertThat(hook.value().path("metadata").path("phone_number_id").asString()).isEqualTo(NUMBER);
    assertThat(hook.value().path("metadata").path("display_phone_number").asString())
        .isEqualTo("15550009999");
  }

  @Test
  void aMissingTypeMeansText() {
    assertThat(
            sim.send("{'messaging_product':'whatsapp','to':'15550001114','text':{'body':'x'}}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void aMessageToABsuidNamesNoPhoneNumber() {
    var answer =
        sim.send(
            "{'messaging_product':'whatsapp','recipient':'US.13491208655302741918','type':'text',"
                + "'text':{'body':'x'}}");

    var contact = answer.json().path("contacts").path(0);
    assertThat(contact.path("user_id").asString()).isEqualTo("US.13491208655302741918");
    assertThat(contact.has("wa_id")).isFalse();
  }

  @Test
  void thePersonBehindABsuidIsFoundAgain() {
    var first = sim.sendText("15550001115", "job-3").wamid();
    sim.receiver.awaitStatuses(first, 1);
    var userId = sim.receiver.statuses(first).getFirst().path("recipient_user_id").asString();

    var second =
        sim.send(
            "{'messaging_product':'whatsapp','recipient':'%s','text':{'body':'x'}}"
                .formatted(userId));

    assertThat(sim.receiver.awaitStatuses(second.wamid(), 3))
        .containsExactly("sent", "delivered", "read");
    assertThat(sim.receiver.statuses(second.wamid()).getFirst().path("recipient_id").asString())
        .isEqualTo("15550001115");
  }

  @Test
  void aReactionIsOnlySentAndOneToNothingFails() {
    var target = sim.sendText("15550001116", "job-4").wamid();
    var good = reaction("15550001116", target);
    var bad = reaction("15550001116", "wamid.never");

    assertThat(sim.receiver.awaitStatuses(bad.wamid(), 1)).containsExactly("failed");
    assertThat(
            sim.receiver
                .statuses(bad.wamid())
                .getFirst()
                .path("errors")
                .path(0)
                .path("code")
                .asInt())
        .isEqualTo(131009);
    assertThat(sim.receiver.awaitStatuses(good.wamid(), 1)).containsExactly("sent");
  }

  @Test
  void someoneWhoIsNotOnWhatsAppCannotBeReached() {
    sim.post("/_sim/people", "{'phone':'15550001117','onWhatsApp':false}");

    var wamid = sim.sendText("15550001117", "job-5").wamid();

    assertThat(sim.receiver.awaitStatuses(wamid, 1)).containsExactly("failed");
    var status = sim.receiver.statuses(wamid).getFirst();
    assertThat(status.path("errors").path(0).path("code").asInt()).isEqualTo(131026);
    assertThat(status.path("biz_opaque_callback_data").asString()).isEqualTo("job-5");
  }

  @Test
  void markingAsReadNeedsAMessageThatCame() {
    var inbound =
        sim.post(
                "/_sim/numbers/" + NUMBER + "/inbound",
                "{'from':'15550001118','message':{'type':'text','text':{'body':'x'}}}")
            .json()
            .path("id")
            .asString();

    var good = sim.send(read(inbound));
    var bad = sim.send(read("wamid.never"));

    assertThat(good.json().path("success").asBoolean()).isTrue();
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.code()).isEqualTo(131009);
  }

  @Test
  void aConnectionLastsAsLongAsItIsUsed() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), sim.simulator.port())) {
      var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      for (var i = 0; i < 300; i++) {
        socket.getOutputStream().write("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
        assertThat(answers.readLine()).startsWith("HTTP/1.1 200");
        while (!answers.readLine().isEmpty()) {
          assertThat(socket.isConnected()).isTrue();
        }
      }
    }
  }

  private static String read(String wamid) {
    return "{'messaging_product':'whatsapp','status':'read','message_id':'"
        + wamid
        + "','typing_indicator':{'type':'text'}}";
  }

  private static Answer reaction(String to, String wamid) {
    return sim.send(
        "{'messaging_product':'whatsapp','to':'%s','type':'reaction','reaction':".formatted(to)
            + "{'message_id':'%s','emoji':'👍'}}".formatted(wamid));
  }

  private static String hmac(String body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(ISO_8859_1)));
  }
}
