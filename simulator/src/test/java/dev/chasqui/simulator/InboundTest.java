package dev.chasqui.simulator;

import static dev.chasqui.simulator.SimulatorFixture.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InboundTest {
  private static final String ANA = "15550001111";

  private static SimulatorFixture sim;

  @BeforeAll
  static void start() throws Exception {
    sim = new SimulatorFixture();
  }

  @AfterAll
  static void stop() {
    sim.close();
  }

  @AfterEach
  void forget() {
    sim.change("'reply':{'mode':'off'}");
    sim.delete("/_sim/people/" + ANA);
    sim.receiver.forget();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'text','text':{'body':'hi'},'context':{'forwarded':true}",
        "'type':'location','location':{'latitude':19.4,'longitude':-99.1}",
        "'type':'contacts','contacts':[{'name':{'formatted_name':'A'}}]",
        "'type':'reaction','reaction':{'message_id':'wamid.A','emoji':'x'}",
        "'type':'button','button':{'payload':'p','text':'t'},'context':{'from':'1','id':'wamid.A'}",
        "'type':'interactive','interactive':{'type':'list_reply','list_reply':{'id':'1','title':'t'}}",
        "'type':'interactive','interactive':{'type':'nfm_reply','nfm_reply':{'name':'flow'}}",
        "'type':'order','order':{'catalog_id':'1','product_items':[]}",
        "'type':'unsupported','errors':[{'code':131051}],'unsupported':{'type':'gif'}",
        "'type':'edit','edit':{'original_message_id':'wamid.A'}",
        "'type':'revoke','revoke':{'original_message_id':'wamid.A'}"
      })
  void whatAPersonWritesComesAsItIs(String members) {
    var value = receive(members);
    var message = value.path("messages").path(0);

    assertThat(message.path("from").asString()).isEqualTo(ANA);
    assertThat(message.path("timestamp").asString()).matches("[0-9]{10}");
    var type = message.path("type").asString();
    assertThat(message.has(type) || type.equals("unsupported")).isTrue();
    assertThat(value.path("contacts").path(0).path("wa_id").asString()).isEqualTo(ANA);
    assertThat(value.path("contacts").path(0).path("user_id").asString()).startsWith("ZZ.");
  }

  @Test
  void aSystemMessageHasNoContacts() {
    var value = receive("'type':'system','system':{'type':'user_changed_number','wa_id':'1'}");

    assertThat(value.has("contacts")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "video", "audio", "document", "sticker"})
  void aFileThatAPersonSendsCanBeFetched(String type) {
    var media =
        receive("'type':'%s','%s':{'data':'aGVsbG8='}".formatted(type, type))
            .path("messages")
            .path(0)
            .path(type);

    assertThat(media.has("data")).isFalse();
    assertThat(media.path("mime_type").asString()).isNotEmpty();
    assertThat(media.path("url").asString()).startsWith(sim.simulator.url().toString());
    var resolved = sim.get("/v25.0/" + media.path("id").asString()).json();
    assertThat(resolved.path("file_size").asString()).isEqualTo("5");
    assertThat(resolved.path("sha256").asString()).isEqualTo(media.path("sha256").asString());
  }

  @Test
  void aPersonMayHideTheNumberAndShowAUsername() {
    sim.post(
        "/_sim/people",
        "{'phone':'%s','name':'Ana','username':'ana','hidden':true,'userId':'MX.77'}"
            .formatted(ANA));

    var value = receive("'type':'text','text':{'body':'hi'}");

    var contact = value.path("contacts").path(0);
    assertThat(contact.has("wa_id")).isFalse();
    assertThat(contact.path("user_id").asString()).isEqualTo("MX.77");
    assertThat(contact.path("profile").path("username").asString()).isEqualTo("ana");
    assertThat(value.path("messages").path(0).has("from")).isFalse();
    assertThat(value.path("messages").path(0).path("from_user_id").asString()).isEqualTo("MX.77");
  }

  @Test
  void aReplyEchoesTheText() {
    sim.change("'reply':{'mode':'echo','delayMillis':0}");

    sim.sendText(ANA, "job-1");

    var message = sim.receiver.awaitMessage(m -> m.path("type").asString("").equals("text"));
    assertThat(message.path("text").path("body").asString()).isEqualTo("hi");
    assertThat(message.path("from").asString()).isEqualTo(ANA);
  }

  @Test
  void aReplyTapsTheFirstButton() {
    sim.change("'reply':{'mode':'echo','delayMillis':0}");

    var sent =
        sim.send(
            "{'messaging_product':'whatsapp','to':'"
                + ANA
                + "','type':'interactive','interactive':{'type':'button','body':{'text':'b'},"
                + "'action':{'buttons':[{'type':'reply','reply':{'id':'yes','title':'Yes'}}]}}}");

    var message = sim.receiver.awaitMessage(m -> m.has("interactive"));
    assertThat(message.path("context").path("id").asString()).isEqualTo(sent.wamid());
    assertThat(message.path("interactive").path("button_reply").path("id").asString())
        .isEqualTo("yes");
  }

  @Test
  void aReplyMayBeAFixedText() {
    sim.change("'reply':{'mode':'text','text':'{name}: {text}!','delayMillis':0}");

    sim.sendText(ANA, "job-1");

    var message = sim.receiver.awaitMessage(m -> m.path("type").asString("").equals("text"));
    assertThat(message.path("text").path("body").asString()).isEqualTo("Contact 1111: hi!");
  }

  @Test
  void whatIsWrongWithAControlRequestIsSaid() {
    var path = "/_sim/numbers/" + NUMBER + "/inbound";
    assertThat(sim.post(path, "{'from':'1555'}").details()).contains("message.type");
    assertThat(sim.post(path, "{'from':'x','message':{'type':'text'}}").details())
        .contains("from must be");
    assertThat(sim.post("/_sim/numbers/12345/inbound", "{}").status()).isEqualTo(400);
  }

  private static JsonNode receive(String members) {
    var answer =
        sim.post(
            "/_sim/numbers/" + NUMBER + "/inbound",
            "{'from':'%s','message':{%s}}".formatted(ANA, members));
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    var id = answer.json().path("id").asString();
    return sim.receiver
        .awaitHook(h -> h.value().path("messages").path(0).path("id").asString("").equals(id))
        .value();
  }
}
