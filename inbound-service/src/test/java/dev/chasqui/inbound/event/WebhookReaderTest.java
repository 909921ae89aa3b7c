package dev.chasqui.inbound.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.SessionState;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.DocTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses, identities, sessions and the envelope. */
class WebhookReaderTest {

  private static MessageAck ack(WhatsAppEvent event) {
    assertThat(event.getType()).isEqualTo("message.ack");
    return requireNonNull(event.getAck());
  }

  @ParameterizedTest
  @CsvSource({
    "sent, SERVER",
    "delivered, DEVICE",
    "read, READ",
    "played, PLAYED",
    "failed, ERROR",
    "teleported, UNRECOGNIZED"
  })
  void aStatusIsAnAck(String status, Ack expected) {
    WhatsAppEvent event =
        Reading.status(
            "'id':'wamid.OUT','status':'%s','timestamp':'1760000020','recipient_id':'15550001111','biz_opaque_callback_data':'cmd-1','pricing':{'category':'service'}"
                .formatted(status));

    MessageAck ack = ack(event);
    assertThat(ack.getAck()).isEqualTo(expected);
    assertThat(ack.getMessageId()).isEqualTo("wamid.OUT");
    assertThat(ack.getCommandId()).isEqualTo("cmd-1");
    assertThat(ack.getRecipient().getPhone()).isEqualTo("15550001111");
    assertThat(ack.getPricingCategory()).isEqualTo("service");
    assertThat(ack.getErrorCode()).isNull();
    assertThat(event.getChatId()).isEqualTo("15550001111");
    assertThat(event.getTimestamp()).isEqualTo(Instant.ofEpochSecond(1_760_000_020));
  }

  @Test
  void aFailureSaysWhy() {
    MessageAck ack =
        ack(
            Reading.status(
                "'id':'w','status':'failed','recipient_id':'1','errors':[{'code':131026,'title':'Message undeliverable','error_data':{'details':'no WhatsApp'}}]"));

    assertThat(ack.getErrorCode()).isEqualTo("invalid_recipient");
    assertThat(ack.getErrorMessage()).isEqualTo("no WhatsApp");
    assertThat(ack.getProviderCode()).isEqualTo(131026);
  }

  static List<Map<String, String>> codes() {
    return DocTable.rows("docs/outcomes.md", "WhatsApp's codes");
  }

  @ParameterizedTest
  @MethodSource("codes")
  void aFailureHasTheNameThatItHasInAnAnswer(Map<String, String> row) {
    String code = row.getOrDefault("code", "").replaceFirst("–.*", "");
    MessageAck ack =
        ack(
            Reading.status(
                "'id':'w','status':'failed','errors':[{'code':%s,'title':'t'}]".formatted(code)));

    assertThat(ack.getAck()).isEqualTo(Ack.ERROR);
    assertThat(ack.getErrorCode()).isEqualTo(row.get("our code"));
    assertThat(ack.getProviderCode()).isEqualTo(Integer.parseInt(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e30", "1.5", "'x'", "null", "{}"})
  void anErrorCodeThatIsNoneIsLeftOut(String code) {
    MessageAck ack =
        ack(
            Reading.status(
                "'id':'w','status':'failed','errors':[{'code':%s,'title':'t'}]".formatted(code)));

    assertThat(ack.getProviderCode()).isNull();
    assertThat(ack.getErrorCode()).isEqualTo("provider_refused");
    assertThat(ack.getErrorMessage()).isEqualTo("t");
  }

  @Test
  void aStatusMayLackAlmostEverything() {
    WhatsAppEvent event = Reading.status("'id':'w'");

    MessageAck ack = ack(event);
    assertThat(ack.getAck()).isEqualTo(Ack.UNRECOGNIZED);
    assertThat(ack.getCommandId()).isNull();
    assertThat(event.getChatId()).isNull();
    assertThat(event.getTimestamp()).isEqualTo(Reading.RECEIVED_AT);
    assertThat(Reading.value("messages", "'statuses':[{'status':'sent'}]")).as("no id").isEmpty();
  }

  @Test
  void inAGroupEachParticipantsStatusIsItsOwn() {
    String status =
        "'id':'w','status':'delivered','recipient_type':'group','recipient_id':'120363@g.us','recipient_participant_id':'%s'";
    WhatsAppEvent first = Reading.status(status.formatted("111"));
    WhatsAppEvent second = Reading.status(status.formatted("222"));

    assertThat(first.getChatId()).isEqualTo("120363@g.us").isEqualTo(second.getChatId());
    assertThat(first.getId()).isNotEqualTo(second.getId());
    assertThat(ack(first).getRecipient().getPhone()).isEqualTo("111");
  }

  @Test
  void anAckNamesUsersAsFarAsTheyAreKnown() {
    WhatsAppEvent event =
        Reading.one(
            Reading.value(
                "messages",
                "'contacts':[{'profile':{'name':'Ana','username':'@ana'},'user_id':'US.1'}],"
                    + "'statuses':[{'id':'w','status':'read','recipient_user_id':'US.1','recipient_parent_user_id':'US.ENT.1'}]"));

    Identity recipient = ack(event).getRecipient();
    assertThat(recipient.getPhone()).isNull();
    assertThat(recipient.getBsuid()).isEqualTo("US.1");
    assertThat(recipient.getParentBsuid()).isEqualTo("US.ENT.1");
    assertThat(recipient.getUsername()).isEqualTo("ana");
    assertThat(event.getChatId()).isEqualTo("US.1");
  }

  /** sender and contact as JSON → phone, bsuid, lid, username, chat. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '`',
      value = {
        "'from':'15550001111'|'wa_id':'15550001111'|15550001111|-|-|-|15550001111",
        "'from':'15550001111'|'wa_id':'15550001111','user_id':'US.1','profile':{'name':'A','username':'@ana'}|15550001111|US.1|-|ana|15550001111",
        "'from':'15550001111','from_user_id':'US.1'|'profile':{'username':'ana'}|15550001111|US.1|-|ana|15550001111",
        "'from_user_id':'US.1'|'user_id':'US.1','profile':{'username':'ana'}|-|US.1|-|ana|US.1",
        "'from_user_id':'US.1'|'wa_id':'15550001111','user_id':'US.1'|15550001111|US.1|-|-|15550001111",
        "'from':'123456@lid'|'wa_id':'123456@lid'|-|-|123456|-|123456@lid",
        "'from':'15550001111@c.us'|'wa_id':'15550001111'|15550001111|-|-|-|15550001111",
        "'from':'15550001111@s.whatsapp.net'|'wa_id':'x'|15550001111|-|-|-|15550001111",
        "'from':'+15550001111'|'wa_id':'15550001111'|15550001111|-|-|-|15550001111",
        "'from':'120363@g.us'|'wa_id':'x'|-|-|-|-|120363@g.us",
        "'x':1|'y':2|-|-|-|-|-",
      })
  void aSenderIsWhoeverTheFieldsSay(
      String sender,
      String contact,
      String phone,
      String bsuid,
      String lid,
      String username,
      String chat) {
    WhatsAppEvent event =
        Reading.one(
            Reading.value(
                "messages",
                "'contacts':[{%s}],'messages':[{%s,'id':'x','type':'text','text':{'body':'b'}}]"
                    .formatted(contact, sender)));

    Identity from = requireNonNull(event.getMessage()).getFrom();
    assertThat(from.getPhone()).isEqualTo(phone);
    assertThat(from.getBsuid()).isEqualTo(bsuid);
    assertThat(from.getLid()).isEqualTo(lid);
    assertThat(from.getUsername()).isEqualTo(username);
    assertThat(event.getChatId()).isEqualTo(chat);
  }

  @Test
  void ofSeveralContactsTheSendersIsTaken() {
    List<WhatsAppEvent> events =
        Reading.value(
            "messages",
            "'contacts':[{'wa_id':'1','profile':{'name':'One'}},{'wa_id':'2','profile':{'name':'Two'}}],"
                + "'messages':[{'from':'2','id':'b','type':'text'},{'from':'1','id':'a','type':'text'},{'from':'3','id':'c','type':'text'}]");

    assertThat(events)
        .extracting(event -> requireNonNull(event.getMessage()).getFrom().getName())
        .containsExactly("Two", "One", null);
  }

  @Test
  void everythingInABodyIsReadInItsOrder() throws Exception {
    String message =
        "'messages':[%s,%s],'statuses':[{'id':'w1','status':'sent'},{'id':'w1','status':'read'}]";
    String text = "'type':'text','text':{'body':'x'}";
    String first = message.formatted(Reading.message("a", text), Reading.message("b", text));
    String second = message.formatted(Reading.message("c", text), Reading.message("a", text));

    List<WhatsAppEvent> events =
        Reading.body(
            "{'entry':[%s,%s]}"
                .formatted(Reading.entry("messages", first), Reading.entry("messages", second)));

    assertThat(events).hasSize(8);
    assertThat(events.subList(0, 4)).extracting(WhatsAppEvent::getId).doesNotHaveDuplicates();
    assertThat(events.get(0).getId()).as("the same message").isEqualTo(events.get(5).getId());
    assertThat(events.get(2).getId()).as("the same status").isEqualTo(events.get(6).getId());
    assertThat(events.get(2).getId()).as("another status").isNotEqualTo(events.get(3).getId());
  }

  @Test
  void theSameBodyGivesTheSameEvents() {
    String content =
        "'messages':[%s]".formatted(Reading.message("a", "'type':'text','text':{'body':'x'}"));

    assertThat(Reading.value("messages", content)).isEqualTo(Reading.value("messages", content));
  }

  @Test
  void whatIsNotKnownIsPassedOver() throws Exception {
    assertThat(Reading.value("account_update", "'event':'x'")).isEmpty();
    assertThat(Reading.value("messages", "'errors':[{'code':130429,'title':'busy'}]")).isEmpty();
    assertThat(Reading.value("messages", "'novelties':[1]")).isEmpty();
    assertThat(Reading.value("messages", "'messages':[{'type':'text'}]")).as("no id").isEmpty();
    assertThat(Reading.body("{'entry':[]}")).isEmpty();
    assertThat(Reading.body("{'entry':[{'changes':[{'field':'messages'}]}]}")).isEmpty();
    assertThat(Reading.body("{'entry':[1,null,{'changes':'x'}]}")).isEmpty();
  }

  @Test
  void anotherTenantsNumberIsPassedOverAndSaid() throws Exception {
    String entry = Reading.entry("messages", "'statuses':[{'id':'w','status':'sent'}]");

    String other = entry.replace("'106'", "'107'");
    WebhookReader.Reading both = Reading.webhook("{'entry':[" + other + "," + entry + "]}");

    assertThat(both.events()).hasSize(1);
    assertThat(both.whole()).isFalse();
    assertThat(Reading.webhook("{'entry':[" + entry + "]}").whole()).isTrue();
    assertThat(Reading.body("{'entry':[" + entry.replace("'106'", "'\\u0000'") + "]}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "null", "[]", "{}", "{'entry':{}}", "{'entry':["})
  void whatIsNoWebhookIsUnreadable(String body) {
    assertThatExceptionOfType(UnreadableEventException.class).isThrownBy(() -> Reading.body(body));
  }

  /** As the simulator sends it (openapi/session-extension.yaml, SessionWebhookValue). */
  private static List<WhatsAppEvent> session(String before, String now, String more) {
    return Reading.value(
        "session",
        "'session':{'status':'%s','previous_status':'%s','timestamp':'1760000000'%s}"
            .formatted(now, before, more));
  }

  @Test
  void aQrCodeToScan() {
    List<WhatsAppEvent> events =
        session("STARTING", "SCAN_QR_CODE", ",'qr':'2@abc','qr_expires_at':'1760000020'");

    assertThat(events).extracting(WhatsAppEvent::getType).containsExactly("session.status", "qr");
    assertThat(events).extracting(WhatsAppEvent::getChatId).containsOnlyNulls();
    assertThat(requireNonNull(events.get(0).getSession()).getState())
        .isEqualTo(SessionState.SCAN_QR_CODE);
    var qr = requireNonNull(events.get(1).getQr());
    assertThat(qr.getQr()).isEqualTo("2@abc");
    assertThat(qr.getExpiresAt()).isEqualTo(Instant.ofEpochSecond(1_760_000_020));
  }

  @Test
  void theNextQrCodeIsNoChangeOfState() {
    List<WhatsAppEvent> first =
        session("SCAN_QR_CODE", "SCAN_QR_CODE", ",'qr':'2@abc','qr_expires_at':'1760000020'");
    List<WhatsAppEvent> next =
        session("SCAN_QR_CODE", "SCAN_QR_CODE", ",'qr':'2@def','qr_expires_at':'1760000040'");

    assertThat(first).extracting(WhatsAppEvent::getType).containsExactly("qr");
    assertThat(next.getFirst().getId()).isNotEqualTo(first.getFirst().getId());
  }

  @ParameterizedTest
  @CsvSource({
    "SCAN_QR_CODE, WORKING, ready",
    "WORKING, STOPPED, disconnected",
    "WORKING, FAILED, disconnected"
  })
  void aChangeOfState(String before, String now, String beside) {
    List<WhatsAppEvent> events = session(before, now, "");

    assertThat(events).extracting(WhatsAppEvent::getType).containsExactly("session.status", beside);
    assertThat(events).extracting(WhatsAppEvent::getId).doesNotHaveDuplicates();
    if (beside.equals("ready")) {
      assertThat(requireNonNull(events.get(1).getReady()).getPhone()).isEqualTo("15550009999");
    }
  }

  @Test
  void whoIsReadyAndWhetherOneIsLoggedOut() {
    var ready = session("STARTING", "WORKING", ",'push_name':'My shop'").get(1).getReady();
    assertThat(requireNonNull(ready).getName()).isEqualTo("My shop");
    var gone = session("WORKING", "STOPPED", ",'logged_out':true").get(1).getDisconnected();
    assertThat(requireNonNull(gone).getLoggedOut()).isTrue();
    var stopped = session("WORKING", "STOPPED", ",'logged_out':false").get(1).getDisconnected();
    assertThat(requireNonNull(stopped).getLoggedOut()).isFalse();
  }

  @Test
  void startingIsOnlyAStateAndAStrangeStateIsNotLost() {
    assertThat(session("STOPPED", "STARTING", "")).hasSize(1);
    WhatsAppEvent strange = Reading.one(session("STOPPED", "DREAMING", ""));
    assertThat(requireNonNull(strange.getSession()).getState())
        .isEqualTo(SessionState.UNRECOGNIZED);
  }

  @Test
  void twoChangesToOneStateWithinASecondAreTwoEvents() {
    assertThat(session("STOPPED", "STARTING", "").getFirst().getId())
        .isNotEqualTo(session("WORKING", "STARTING", "").getFirst().getId());
  }
}
