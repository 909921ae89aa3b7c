package dev.chasqui.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.SentContent;
import dev.chasqui.schemas.SystemNotice;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.TestConsumer;
import dev.chasqui.testing.TestServers;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** From the topics to what a client of the chats sees. */
class HistoryTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Identity ANA = Records.person("5219991234567", "Ana");
  private static final String TO_ANA = "5219991234567";

  private final InboundFixture inbound = InboundFixture.shared();
  private final ChatClient client = inbound.newClient();
  private final long account = client.accountId();

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  private static List<String> texts(List<JsonNode> messages) {
    return messages.stream().map(message -> message.path("message").asString()).toList();
  }

  /** Of all chats. */
  private List<String> numbers() {
    return client.chats().stream().map(chat -> chat.path("contact_number").asString()).toList();
  }

  @Test
  void aWebhookOfWhatsAppIsAMessageOfItsChat() {
    byte[] body =
        InboundFixture.webhook(
                client.account(),
                "messages",
                "'contacts':[{'profile':{'name':'Ana'},'wa_id':'15550001111'}],"
                    + "'messages':[{'from':'15550001111','id':'wamid.HBgL','timestamp':'1760000000',"
                    + "'type':'text','text':{'body':'hi'}}]")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(
            inbound.call(
                account,
                InboundFixture.signature(InboundFixture.APP_SECRET, body),
                BodyPublishers.ofByteArray(body)))
        .isEqualTo(200);

    JsonNode message = client.awaitMessages(1).getFirst();
    JsonNode chat = client.chats().getFirst();
    assertThat(chat.path("contact_number").asString()).isEqualTo("15550001111");
    assertThat(chat.path("contact_name").asString()).isEqualTo("Ana");
    assertThat(chat.path("profile_pic_url").isNull()).isTrue();
    assertThat(chat.path("last_message").asString()).isEqualTo("hi");
    assertThat(chat.path("updated_at").asString()).isEqualTo("2025-10-09T08:53:20.999Z");
    assertThat(chat.path("unread_count").asInt()).isEqualTo(1);
    assertThat(message.path("message_id").asString())
        .isEqualTo("false_15550001111@c.us_wamid.HBgL");
    assertThat(message.path("direction").asString()).isEqualTo("inbound");
    assertThat(message.path("message").asString()).isEqualTo("hi");
    assertThat(message.path("type").asString()).isEqualTo("text");
    assertThat(message.path("timestamp").asString())
        .as("received long after that second")
        .isEqualTo("2025-10-09T08:53:20.999Z");
    assertThat(message.path("status").asString()).isEqualTo("delivered");
    assertThat(message.has("media")).isFalse();
  }

  @Test
  void bothDirectionsStandInOneChatTheOldestFirst() {
    inbound.tell(Records.text(account, ANA, "wamid.1", "¿Cuál es el precio?", at(0)));
    inbound.tell(Records.sent(account, "c1", "+52 1 999 123 4567", "wamid.2", "99 pesos", at(1)));
    inbound.tell(Records.text(account, ANA, "wamid.3", "Gracias", at(2)));

    List<JsonNode> messages = client.awaitMessages(3);

    assertThat(texts(messages)).containsExactly("¿Cuál es el precio?", "99 pesos", "Gracias");
    assertThat(messages.get(1).path("direction").asString()).isEqualTo("outbound");
    assertThat(messages.get(1).path("message_id").asString())
        .isEqualTo("true_5219991234567@c.us_wamid.2");
    assertThat(messages.get(1).path("status").asString()).isEqualTo("sent");
    assertThat(client.chats().getFirst().path("unread_count").asInt()).isEqualTo(2);
    assertThat(client.chats().getFirst().path("last_message").asString()).isEqualTo("Gracias");
  }

  @Test
  void anAnswerWithinTheSameSecondStandsBehindWhatItAnswers() {
    inbound.tell(
        received("wamid.5", "Gracias", 0, 950),
        received("wamid.1", "¿Cuál es el precio?", 0, 100),
        received("wamid.3", "¿Con envío?", 0, 500),
        received("wamid.7", "Hasta luego", 1, 4_000));
    inbound.tell(
        Records.sent(account, "c3", TO_ANA, "wamid.6", "Hasta luego, Ana", NOON.plusMillis(1_300)),
        Records.sent(account, "c2", TO_ANA, "wamid.4", "Sí", NOON.plusMillis(700)),
        Records.sent(account, "c1", TO_ANA, "wamid.2", "99 pesos", NOON.plusMillis(300)));

    List<JsonNode> messages = client.awaitMessages(7);

    assertThat(texts(messages))
        .containsExactly(
            "¿Cuál es el precio?",
            "99 pesos",
            "¿Con envío?",
            "Sí",
            "Gracias",
            "Hasta luego, Ana",
            "Hasta luego");
    assertThat(messages)
        .extracting(message -> Instant.parse(message.path("timestamp").asString()))
        .isSorted()
        .contains(NOON.plusMillis(950))
        .endsWith(NOON.plusMillis(1_999));
    assertThat(client.chats().getFirst().path("last_message").asString()).isEqualTo("Hasta luego");
    for (int i = 1; i < messages.size(); i++) {
      assertThat(
              client.messages(
                  client.onlyChat(), "?before=" + messages.get(i).path("id").asString()))
          .isEqualTo(messages.subList(0, i));
    }
  }

  /**
   * What Ana wrote.
   *
   * @param second of WhatsApp's clock, after noon
   * @param receivedMillis after noon
   */
  private WhatsAppEvent received(String id, String text, int second, int receivedMillis) {
    WhatsAppEvent event = Records.text(account, ANA, id, text, at(second));
    event.setReceivedAt(NOON.plusMillis(receivedMillis));
    return event;
  }

  @Test
  void aMessageIsShownFromWhenItIsAcceptedAndItsStatusOnlyMovesForward() {
    SentContent content = Records.textContent("Hola");
    inbound.tell(
        Records.result(account, "c1", TO_ANA, CommandStatus.ACCEPTED, null, content, at(0)));
    JsonNode queued = client.awaitMessages(1).getFirst();
    assertThat(queued.path("status").asString()).isEqualTo("queued");
    assertThat(queued.path("message_id").asString()).isEqualTo("true_5219991234567@c.us_c1");

    inbound.tell(Records.ack(account, ANA, "wamid.1", "c1", Ack.READ, at(3)));
    awaitStatus("read");
    inbound.tell(
        Records.result(account, "c1", TO_ANA, CommandStatus.SENT, "wamid.1", content, at(1)));
    inbound.tell(Records.ack(account, ANA, "wamid.1", "c1", Ack.DEVICE, at(2)));
    inbound.tell(Records.ack(account, ANA, "wamid.1", "c1", Ack.SERVER, at(1)));
    awaitAllTaken();

    JsonNode read = client.messages(client.onlyChat()).getFirst();
    assertThat(read.path("status").asString()).isEqualTo("read");
    assertThat(read.path("message_id").asString()).isEqualTo("true_5219991234567@c.us_wamid.1");
    assertThat(read.path("id")).isEqualTo(queued.path("id"));
    assertThat(read.path("timestamp").asString()).isEqualTo("2026-11-21T12:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED, , queued",
    "HELD, , queued",
    "UNKNOWN, , unknown",
    "UNKNOWN, DEVICE, delivered",
    "SENT, , sent",
    "SENT, ERROR, failed",
    "REJECTED, , failed",
    "EXPIRED, , failed",
    "CANCELLED, , failed",
    "SENT, PLAYED, read"
  })
  void eachOutcomeHasItsStatus(CommandStatus result, Ack ack, String shown) {
    inbound.tell(
        Records.result(account, "c1", TO_ANA, result, null, Records.textContent("Hola"), at(0)));
    if (ack != null) {
      inbound.tell(Records.ack(account, ANA, "wamid.1", "c1", ack, at(1)));
    }

    awaitStatus(shown);
  }

  @Test
  void aStatusThatDoesNotNameTheCommandIsTakenToo() {
    inbound.tell(Records.ack(account, ANA, "wamid.1", null, Ack.DEVICE, at(1)));
    inbound.tell(Records.sent(account, "c1", TO_ANA, "wamid.1", "Hola", at(0)));

    awaitStatus("delivered");
    assertThat(client.chats()).hasSize(1);
  }

  @Test
  void whatOthersSentIsNotShownAsLongAsOnlyItsStatusIsKnown() {
    inbound.tell(Records.ack(account, ANA, "wamid.theirs", "job-42", Ack.READ, at(0)));
    awaitAllTaken();

    assertThat(client.chats()).isEmpty();
  }

  @Test
  void resultsThatTellNoContentShowNothingAndThoseThatFollowDo() {
    inbound.tell(Records.result(account, "c1", TO_ANA, CommandStatus.HELD, null, null, at(0)));
    awaitAllTaken();
    assertThat(client.chats()).isEmpty();

    inbound.tell(Records.sent(account, "c1", TO_ANA, "wamid.1", "Hola", at(5)));

    assertThat(client.awaitMessages(1).getFirst().path("timestamp").asString())
        .isEqualTo("2026-11-21T12:00:05Z");
  }

  @Test
  void anEditChangesTheTextAndARevocationTakesIt() {
    inbound.tell(
        Records.edit(account, ANA, "wamid.e1", "wamid.1", "third", at(3)),
        Records.edit(account, ANA, "wamid.e2", "wamid.1", "second", at(2)),
        Records.text(account, ANA, "wamid.1", "first", at(0)));
    assertThat(texts(client.awaitMessages(1))).containsExactly("third");

    inbound.tell(Records.revoked(account, ANA, "wamid.r", "wamid.1", at(4)));

    await().atMost(LIMIT).until(() -> texts(client.awaitMessages(1)), List.of("")::equals);
    assertThat(client.chats().getFirst().path("last_message").asString()).isEmpty();
    assertThat(
            inbound
                .jdbc
                .sql(
                    "select count(*) from inbound.message where account_id = ? and body is not null")
                .param(account)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void theNewestNameWinsWhateverComesLast() {
    inbound.tell(
        Records.text(account, Records.person(TO_ANA, "Ana María"), "wamid.2", "b", at(10)),
        Records.text(account, Records.person(TO_ANA, "Ana"), "wamid.1", "a", at(0)));
    client.awaitMessages(2);

    assertThat(client.chats().getFirst().path("contact_name").asString()).isEqualTo("Ana María");
  }

  @Test
  void aRecordThatHasIdentifiersOfTwoChatsJoinsThem() {
    Identity hidden = Identity.newBuilder().setBsuid("MX.77").setRaw("MX.77").build();
    Identity both = Identity.newBuilder().setPhone(TO_ANA).setBsuid("MX.77").build();
    inbound.tell(
        Records.text(account, ANA, "wamid.1", "a", at(0)),
        Records.text(account, hidden, "wamid.2", "b", at(1)));
    List<JsonNode> apart = client.awaitChats(2);
    long lower = apart.stream().mapToLong(chat -> chat.path("id").asLong()).min().orElseThrow();

    inbound.tell(Records.text(account, both, "wamid.3", "c", at(2)));

    assertThat(texts(client.awaitMessages(3))).containsExactly("a", "b", "c");
    JsonNode chat = client.chats().getFirst();
    assertThat(chat.path("id").asLong()).isEqualTo(lower);
    assertThat(chat.path("contact_number").asString()).isEqualTo(TO_ANA);
    assertThat(chat.path("unread_count").asInt()).isEqualTo(3);
  }

  @Test
  void aMessageWhoseRecordsNameTwoContactsJoinsThem() {
    Identity hidden = Identity.newBuilder().setBsuid("MX.77").setRaw("MX.77").build();
    inbound.tell(
        Records.text(account, ANA, "wamid.1", "a", at(0)),
        Records.text(account, hidden, "wamid.2", "b", at(1)));
    client.awaitChats(2);

    inbound.tell(Records.edit(account, hidden, "wamid.e", "wamid.1", "changed", at(2)));

    assertThat(texts(client.awaitMessages(2))).containsExactly("changed", "b");
  }

  @Test
  void anotherProgramMayMarkAllItsMessagesAlike() {
    inbound.tell(
        Records.text(account, ANA, "wamid.1", "a", at(0)),
        Records.text(account, Records.person("5215550009999"), "wamid.2", "b", at(1)),
        Records.ack(account, ANA, "wamid.x1", "campaign", Ack.READ, at(2)),
        Records.ack(
            account, Records.person("5215550009999"), "wamid.x2", "campaign", Ack.READ, at(3)));
    awaitAllTaken();

    assertThat(client.chats()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5215550009999", "5219998765432"})
  void aNewNumberIsTheSameContact(String number) {
    inbound.tell(Records.text(account, ANA, "wamid.1", "a", at(0)));
    SystemNotice notice =
        SystemNotice.newBuilder()
            .setType("user_changed_number")
            .setNewIdentity(Records.person(number))
            .build();
    inbound.tell(
        Records.message(
            account,
            ANA,
            at(1),
            Records.content(ANA, "wamid.n", "system").setSystem(notice).build()));
    await().atMost(LIMIT).until(this::numbers, List.of(number)::equals);

    inbound.tell(Records.text(account, Records.person(number), "wamid.2", "b", at(2)));

    assertThat(texts(client.awaitMessages(2))).containsExactly("a", "b");
  }

  @Test
  void aGroupIsAChatOfItsOwnWhoeverWritesInIt() {
    inbound.tell(
        Records.message(
            account,
            ANA,
            at(0),
            Records.content(ANA, "wamid.1", "text").setGroupId("1203@g.us").setBody("a").build()));
    inbound.tell(Records.sent(account, "c1", "1203@g.us", "wamid.2", "b", at(1)));
    WhatsAppEvent ack = Records.ack(account, ANA, "wamid.2", "c1", Ack.READ, at(2));
    ack.setChatId("1203@g.us");
    inbound.tell(ack);
    awaitAllTaken();

    assertThat(texts(client.awaitMessages(2))).containsExactly("a", "b");
    assertThat(client.chats().getFirst().path("contact_number").asString()).isEqualTo("1203@g.us");
    assertThat(client.messages(client.onlyChat()).getLast().path("status").asString())
        .isEqualTo("read");
  }

  @Test
  void whatIsNoMessageIsNotShown() {
    inbound.tell(
        Records.result(
            account,
            "c1",
            TO_ANA,
            CommandStatus.SENT,
            "wamid.1",
            SentContent.newBuilder()
                .setType("reaction")
                .setBody("👍")
                .setTargetMessageId("wamid.0")
                .build(),
            at(0)));
    inbound.tell(
        Records.result(
            account,
            "c2",
            "nobody",
            CommandStatus.REJECTED,
            null,
            Records.textContent("a"),
            at(1)));
    awaitAllTaken();

    assertThat(client.chats()).isEmpty();
  }

  @Test
  void aReadMarkOfSomebodyElseCountsToo() {
    inbound.tell(
        Records.result(
            account,
            "r1",
            TO_ANA,
            CommandStatus.SENT,
            null,
            Records.readContent("wamid.2"),
            at(9)));
    inbound.tell(
        Records.text(account, ANA, "wamid.1", "a", at(0)),
        Records.text(account, ANA, "wamid.2", "b", at(1)),
        Records.text(account, ANA, "wamid.3", "c", at(2)));
    client.awaitMessages(3);

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(client.chats().getFirst().path("unread_count").asInt()).isEqualTo(1));
    assertThat(client.messages(client.onlyChat()))
        .extracting(message -> message.path("status").asString())
        .containsExactly("read", "read", "delivered");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReadMarkReadsItsMessageAndJoinsNobody(boolean first) {
    CommandResult mark =
        Records.result(
            account,
            "r1",
            "5215550009999",
            CommandStatus.SENT,
            null,
            Records.readContent("wamid.1"),
            at(9));
    if (first) {
      inbound.tell(mark);
      awaitAllTaken();
    }
    inbound.tell(
        Records.text(account, ANA, "wamid.1", "a", at(1)),
        Records.text(account, Records.person("5215550009999"), "wamid.2", "b", at(0)));
    client.awaitChats(2);
    if (!first) {
      inbound.tell(mark);
    }

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(client.chats())
                    .extracting(chat -> chat.path("unread_count").asInt())
                    .containsExactly(0, 1));
  }

  @Test
  void anEmptyNameAndANoticeInAGroupJoinNobody() {
    Identity bea = Identity.newBuilder().setPhone("5215550009999").setBsuid("").build();
    Identity ana = Identity.newBuilder().setPhone(TO_ANA).setBsuid("").build();
    SystemNotice notice =
        SystemNotice.newBuilder()
            .setType("user_changed_number")
            .setNewIdentity(Records.person("5215550009999"))
            .build();
    inbound.tell(
        Records.text(account, ana, "wamid.1", "a", at(1)),
        Records.text(account, bea, "wamid.2", "b", at(0)),
        Records.message(
            account,
            ana,
            at(2),
            Records.content(ana, "wamid.n", "system")
                .setGroupId("120363@g.us")
                .setSystem(notice)
                .build()),
        Records.message(
            account,
            ana,
            at(2),
            Records.content(ana, "wamid.3", "text")
                .setGroupId("120363@g.us")
                .setBody("c")
                .build()));

    client.awaitChats(3);
    awaitAllTaken();
    assertThat(client.chats()).hasSize(3);
  }

  @Test
  void aRevocationOfNothingJoinsNobody() {
    Identity bea = Records.person("5215550009999");
    inbound.tell(
        Records.text(account, ANA, "wamid.1", "a", at(1)),
        Records.revoked(account, ANA, "wamid.r1", "", at(2)),
        Records.text(account, bea, "wamid.2", "b", at(0)),
        Records.revoked(account, bea, "wamid.r2", "", at(2)));
    client.awaitChats(2);
    awaitAllTaken();

    assertThat(client.chats()).hasSize(2);
  }

  @Test
  void aCommandIdThatIsUsedAgainForSomebodyElseIsOfAnotherMessage() {
    Identity bea = Records.person("5215550009999");
    inbound.tell(Records.sent(account, "c1", TO_ANA, "wamid.1", "to Ana", at(0)));
    client.awaitMessages(1);

    inbound.tell(Records.sent(account, "c1", "5215550009999", "wamid.2", "to Bea", at(700_000)));
    inbound.tell(
        Records.ack(account, bea, "wamid.2", "c1", Ack.READ, at(700_001)),
        Records.text(account, bea, "wamid.3", "from Bea", at(700_002)));

    List<JsonNode> chats = client.awaitChats(2);
    awaitAllTaken();
    assertThat(chats)
        .map(chat -> client.messages(chat.path("id").asLong()))
        .map(
            messages ->
                messages.stream()
                    .map(it -> it.path("message").asString() + " " + it.path("status").asString())
                    .toList())
        .containsExactly(List.of("to Bea read", "from Bea delivered"), List.of("to Ana sent"));
  }

  @Test
  void aCommandThatWasNeverSentHasNothingOfTheNextOneWithItsId() {
    Identity bea = Records.person("5215550009999");
    inbound.tell(
        Records.result(
            account,
            "c1",
            TO_ANA,
            CommandStatus.REJECTED,
            null,
            Records.textContent("to Ana"),
            at(0)),
        Records.sent(account, "c1", "5215550009999", "wamid.2", "to Bea", at(700_000)));
    inbound.tell(Records.ack(account, bea, "wamid.2", "c1", Ack.READ, at(700_001)));

    List<JsonNode> chats = client.awaitChats(2);
    awaitAllTaken();
    assertThat(chats)
        .map(chat -> client.messages(chat.path("id").asLong()).getFirst())
        .map(it -> it.path("status").asString() + " " + it.path("message_id").asString())
        .containsExactly(
            "read true_5215550009999@c.us_wamid.2", "failed true_" + TO_ANA + "@c.us_c1");
  }

  @ParameterizedTest
  @ValueSource(strings = {Topics.EVENTS, Topics.RESULTS})
  void whatCannotBeReadIsADeadLetterAndTheRestGoesOn(String topic) {
    byte[] key = ("poison-" + account).getBytes(StandardCharsets.UTF_8);
    var _ =
        inbound.producer().send(new ProducerRecord<>(topic, key, new byte[] {9, 9, 9, 9, 9, 9}));
    inbound.producer().flush();

    inbound.tell(Records.text(account, ANA, "wamid.1", "after", at(0)));

    client.awaitMessages(1);
    assertThat(letters(topic, key)).contains("chasqui-inbound-history wrong-magic-byte");
  }

  @Test
  void anIdentifierThatCannotBeKeptIsADeadLetterAndTheRestGoesOn() {
    String odd = "wamid.\0" + account;
    inbound.tell(
        Records.text(account, ANA, odd, "odd id", at(0)),
        Records.text(account, ANA, "wamid.1", "odd \0 text", at(1)));

    assertThat(texts(client.awaitMessages(1))).containsExactly("odd \uFFFD text");
    byte[] key = (account + ":" + TO_ANA).getBytes(StandardCharsets.UTF_8);
    assertThat(letters(Topics.EVENTS, key)).contains("chasqui-inbound-history unusable-identifier");
  }

  private static List<String> letters(String topic, byte[] key) {
    try (TestConsumer letters = TestConsumer.of(topic + ".dlt")) {
      return letters
          .await(all -> all.stream().anyMatch(letter -> Arrays.equals(letter.key(), key)))
          .stream()
          .filter(letter -> Arrays.equals(letter.key(), key))
          .map(
              letter ->
                  header(letter.headers().lastHeader("kafka_dlt-original-consumer-group").value())
                      + " "
                      + header(letter.headers().lastHeader("chasqui-dlt-reason").value()))
          .toList();
    }
  }

  private static String header(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  private void awaitStatus(String status) {
    await()
        .atMost(LIMIT)
        .until(() -> client.awaitMessages(1).getFirst().path("status").asString(), status::equals);
  }

  /** For what shows nothing: until all that was told has been taken. */
  private void awaitAllTaken() {
    InboundFixture.history(TestServers.kafka().bootstrapServers())
        .awaitDone(Topics.EVENTS, Topics.RESULTS);
  }
}
