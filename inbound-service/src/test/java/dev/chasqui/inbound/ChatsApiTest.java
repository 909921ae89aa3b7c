package dev.chasqui.inbound;

import static dev.chasqui.inbound.ChatClient.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.access.Account;
import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Chats and messages as a client of the API has them. */
class ChatsApiTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Identity ANA = Records.person("5219991234567", "Ana");

  private final InboundFixture inbound = InboundFixture.shared();
  private final ChatClient client = inbound.newClient();
  private final long account = client.accountId();

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  private static Identity person(int number) {
    return Records.person("52199900" + (10_000 + number));
  }

  /** From each of so many people a message, one a second. */
  private void writes(int from, int to) {
    inbound.tell(
        IntStream.range(from, to)
            .mapToObj(i -> Records.text(account, person(i), "wamid." + i, "text " + i, at(i)))
            .toArray(WhatsAppEvent[]::new));
  }

  /** Ana writes so many messages, three in each second. */
  private void anaWrites(int from, int to) {
    inbound.tell(
        IntStream.range(from, to)
            .mapToObj(i -> Records.text(account, ANA, "wamid." + i, "text " + i, at(i / 3)))
            .toArray(WhatsAppEvent[]::new));
  }

  private static List<String> field(List<JsonNode> nodes, String name) {
    return nodes.stream().map(node -> node.path(name).asString()).toList();
  }

  @Test
  void chatsArePagedTheNewestFirstWithoutGapsWhileOthersAreWritten() {
    writes(0, 25);
    client.awaitChats(25);
    List<String> seen = new ArrayList<>();
    String next = "";

    for (int page = 0; page < 3; page++) {
      ChatClient.Reply reply =
          client
              .chats(account, "?limit=10" + (next.isEmpty() ? "" : "&before=" + encoded(next)))
              .is(200);
      seen.addAll(field(reply.body().path("chats").valueStream().toList(), "last_message"));
      next = reply.body().path("next").asString("");
      // New chats come in front, where this client has been already.
      writes(100 + 10 * page, 105 + 10 * page);
      client.awaitChats(30 + 5 * page);
    }

    assertThat(seen)
        .containsExactlyElementsOf(
            IntStream.range(0, 25).mapToObj(i -> "text " + (24 - i)).toList());
    assertThat(next).isEmpty();
  }

  @Test
  void aHundredChatsAreGivenUnlessOtherwiseAskedFor() {
    writes(0, 120);
    await()
        .atMost(LIMIT)
        .until(
            () -> client.chats(account, "?limit=500").is(200).body().path("chats").size(),
            size -> size == 120);

    ChatClient.Reply reply = client.chats(account, "").is(200);

    assertThat(reply.body().path("chats")).hasSize(100);
    assertThat(reply.body().path("next").asString("")).isNotEmpty();
  }

  @Test
  void whoAsksForMoreThanFiveHundredGetsSoMany() {
    anaWrites(0, 510);
    await()
        .atMost(LIMIT)
        .until(() -> field(client.chats(), "last_message"), List.of("text 509")::equals);
    long chat = client.onlyChat();

    List<JsonNode> newest = client.messages(chat, "?limit=1000");
    List<JsonNode> before =
        client.messages(chat, "?limit=1000&before=" + newest.getFirst().path("id").asLong());

    assertThat(field(newest, "message"))
        .containsExactlyElementsOf(IntStream.range(10, 510).mapToObj(i -> "text " + i).toList());
    assertThat(field(before, "message"))
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "text " + i).toList());
    assertThat(client.chats(account, "?limit=" + Integer.MAX_VALUE).is(200).body().path("chats"))
        .hasSize(1);
  }

  @Test
  void anAccountIsNamedByItsIdOrItsNumber() {
    writes(0, 1);
    client.awaitChats(1);

    ChatClient.Reply byNumber = client.chats(client.account().phone(), "").is(200);

    assertThat(byNumber.body().path("chats")).hasSize(1);
    assertThat(byNumber.body()).isEqualTo(client.chats(account, "").is(200).body());
  }

  @Test
  void messagesArePagedByAnyIdOrTimeWhileOthersAreWritten() {
    anaWrites(0, 100);
    client.awaitMessages(50);
    long chat = client.onlyChat();
    await()
        .atMost(LIMIT)
        .until(() -> client.messages(chat, "?limit=500"), found -> found.size() == 100);
    List<JsonNode> all = client.messages(chat, "?limit=500");
    assertThat(field(all, "message"))
        .as("in the order of their arrival, where WhatsApp's clock does not tell")
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "text " + i).toList());

    List<JsonNode> newest = client.messages(chat, "?limit=20");
    assertThat(newest).isEqualTo(all.subList(80, 100));
    anaWrites(100, 110);
    await()
        .atMost(LIMIT)
        .until(() -> client.messages(chat, "?limit=500"), found -> found.size() == 110);

    JsonNode first = newest.getFirst();
    List<JsonNode> expected = all.subList(60, 80);
    for (String before :
        List.of(first.path("id").asString(), first.path("message_id").asString(), "wamid." + 80)) {
      assertThat(client.messages(chat, "?limit=20&before=" + encoded(before)))
          .as(before)
          .isEqualTo(expected);
    }
    List<JsonNode> beforeTheSecond = all.subList(58, 78);
    for (String before :
        List.of(
            at(26).toString(),
            "2026-11-21T09:00:26-03:00",
            Long.toString(at(26).getEpochSecond()),
            Long.toString(at(26).toEpochMilli()))) {
      assertThat(client.messages(chat, "?limit=20&before=" + encoded(before)))
          .as(before)
          .isEqualTo(beforeTheSecond);
    }
    assertThat(client.messages(chat, "?before=" + all.getFirst().path("id").asLong())).isEmpty();
  }

  @Test
  void aSentMessageIsAPlaceToo() {
    inbound.tell(Records.text(account, ANA, "wamid.1", "a", at(0)));
    inbound.tell(Records.sent(account, "c1", "5219991234567", "wamid.2", "b", at(1)));
    inbound.tell(
        Records.result(
            account,
            "c2",
            "5219991234567",
            CommandStatus.ACCEPTED,
            null,
            Records.textContent("c"),
            at(2)));
    client.awaitMessages(3);
    long chat = client.onlyChat();

    for (String before : List.of("true_5219991234567@c.us_wamid.2", "wamid.2", "c1")) {
      assertThat(field(client.messages(chat, "?before=" + encoded(before)), "message"))
          .as(before)
          .containsExactly("a");
    }
    assertThat(
            field(
                client.messages(chat, "?before=" + encoded("true_5219991234567@c.us_c2")),
                "message"))
        .containsExactly("a", "b");

    inbound.tell(Records.ack(account, ANA, "wamid.3", "c2", Ack.DEVICE, at(3)));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> client.messages(chat).getLast().path("status").asString(), "delivered"::equals);
    assertThat(field(client.messages(chat, "?before=wamid.3"), "message"))
        .as("an id that no result told")
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=-1",
        "before=nothing",
        "before=99999999999",
        "before=%2B999999999-12-31T23:59:59Z",
        "before=false_5219991234567@c.us_wamid.none"
      })
  void whatIsNoPlaceAndNoSizeIsRefused(String query) {
    inbound.tell(Records.text(account, ANA, "wamid.1", "a", at(0)));
    client.awaitMessages(1);

    ChatClient.Reply reply = client.messagesReply(client.onlyChat(), "?" + query).is(400);

    assertThat(reply.code()).isEqualTo("validation_failed");
    assertThat(reply.body().path("details").path(0).path("field").asString())
        .isEqualTo(query.substring(0, query.indexOf('=')));
    assertThat(client.chats(account, "?" + query).status()).isEqualTo(400);
  }

  @Test
  void aSizeThatIsNoNumberIsRefused() {
    ChatClient.Reply reply = client.chats(account, "?limit=ten").is(400);

    assertThat(reply.body().path("error").asString()).isEqualTo("limit must be a whole number");
  }

  @Test
  void markReadMovesTheMarkAndTellsWhatsAppOnce() {
    anaWrites(0, 3);
    client.awaitMessages(3);
    long chat = client.onlyChat();

    client.markRead(chat).is(200);

    assertThat(client.chats().getFirst().path("unread_count").asInt()).isZero();
    assertThat(field(client.messages(chat), "status")).containsOnly("read");
    client.markRead(chat).is(200);
    try (Topic<SendCommand> commands = Topic.of(Topics.COMMANDS, SendCommand.class)) {
      var sent = commands.await(1, command -> command.getAccountId() == account);
      SendCommand command = sent.getFirst().value();
      assertThat(sent.getFirst().key()).isEqualTo(Long.toString(account));
      assertThat(Objects.requireNonNull(command.getMarkRead()).getMessageId()).isEqualTo("wamid.2");
      assertThat(command.getTo()).isEqualTo("5219991234567");
      assertThat(commands.now(found -> found.getAccountId() == account)).hasSize(1);
    }
  }

  @Test
  void whatComesAfterAMarkIsUnreadEvenInTheSameSecond() {
    WhatsAppEvent before = Records.text(account, ANA, "wamid.1", "a", at(0));
    inbound.tell(before);
    client.awaitMessages(1);
    client.markRead(client.onlyChat()).is(200);

    WhatsAppEvent after = Records.text(account, ANA, "wamid.2", "b", at(0));
    after.setReceivedAt(before.getReceivedAt().plusMillis(400));
    inbound.tell(after, before);
    client.awaitMessages(2);

    assertThat(client.chats().getFirst().path("unread_count").asInt()).isEqualTo(1);
    assertThat(field(client.messages(client.onlyChat()), "status"))
        .containsExactly("read", "delivered");
    client.markRead(client.onlyChat()).is(200);
    assertThat(client.chats().getFirst().path("unread_count").asInt()).isZero();
  }

  @Test
  void aChatToWhichNobodyAnsweredNeedsNoMark() {
    inbound.tell(Records.sent(account, "c1", "5219991234567", "wamid.1", "Hola", at(0)));
    client.awaitMessages(1);

    client.markRead(client.onlyChat()).is(200);

    try (Topic<SendCommand> commands = Topic.of(Topics.COMMANDS, SendCommand.class)) {
      assertThat(commands.now(command -> command.getAccountId() == account)).isEmpty();
    }
  }

  @Test
  void aTenantSeesNothingOfAnothers() {
    anaWrites(0, 2);
    client.awaitMessages(2);
    long chat = client.onlyChat();
    ChatClient stranger = inbound.newClient();

    assertThat(stranger.chats(account, "").is(403).code()).isEqualTo("forbidden");
    assertThat(stranger.chats(client.account().phone(), "").is(403).code()).isEqualTo("forbidden");
    assertThat(stranger.chats(999_999_999, "").is(404).code()).isEqualTo("not_found");
    assertThat(stranger.messagesReply(chat, "").is(404).code()).isEqualTo("not_found");
    assertThat(stranger.markRead(chat).is(404).code()).isEqualTo("not_found");
    assertThat(stranger.messagesReply(chat, "").body())
        .as("as if it did not exist")
        .isEqualTo(stranger.messagesReply(999_999_999, "").body());
    assertThat(client.chats().getFirst().path("unread_count").asInt()).isEqualTo(2);
  }

  @Test
  void aKeyOfAnotherAccountOfTheTenantSeesNothingOfItEither() {
    anaWrites(0, 1);
    client.awaitMessages(1);
    Account sibling = inbound.newAccount(client.account().tenantId());
    ChatClient other = inbound.client(sibling);

    assertThat(other.chats(account, "").is(403).code()).isEqualTo("forbidden");
    assertThat(other.messagesReply(client.onlyChat(), "").is(404).code()).isEqualTo("not_found");
  }

  @Test
  void theSameContactIsAnotherChatForAnotherAccount() {
    ChatClient other = inbound.newClient();
    inbound.tell(Records.text(account, ANA, "wamid.same", "to one", at(0)));
    inbound.tell(Records.text(other.accountId(), ANA, "wamid.same", "to the other", at(0)));

    assertThat(field(client.awaitMessages(1), "message")).containsExactly("to one");
    assertThat(field(other.awaitMessages(1), "message")).containsExactly("to the other");
    assertThat(client.onlyChat()).isNotEqualTo(other.onlyChat());
  }

  @Test
  void callsAreMeasuredAndTheFiltersBeforeThemAreNot() {
    client.chats(account, "").is(200);

    await().atMost(LIMIT).until(() -> inbound.meters().contains("http.server.requests"));
    assertThat(inbound.meters()).noneMatch(name -> name.startsWith("spring.security"));
  }

  @Test
  void withoutAKeyNothingIsShown() {
    ChatClient nobody = new ChatClient(client.url(), client.account(), "wrong");

    assertThat(nobody.chats(account, "").is(401).code()).isEqualTo("unauthorized");
    assertThat(nobody.get("/api/media/1").statusCode()).isEqualTo(401);
  }
}
