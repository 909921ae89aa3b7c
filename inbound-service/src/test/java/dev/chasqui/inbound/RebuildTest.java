package dev.chasqui.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.inbound.history.Conversation;
import dev.chasqui.inbound.history.HistoryDump;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The tables are made of the topics alone, by any number of instances. */
class RebuildTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void readingTheTopicsAgainGivesTheSameTables() {
    try (EmbeddedKafka kafka = new OwnServers(directory).kafka(0)) {
      TestDatabase database = TestServers.newDatabase();
      try (InboundFixture inbound = InboundFixture.on(database, kafka.bootstrapServers())) {
        tell(inbound, new Random(7), 20);
        awaitDone(kafka);
        markOneAsRead(inbound);
        awaitDone(kafka);
      }
      List<String> rows = HistoryDump.rows(database);
      List<String> content = HistoryDump.content(database);
      assertThat(content).hasSizeGreaterThan(20);
      assertThat(HistoryDump.wrongChats(database)).isEmpty();

      InboundFixture.history(kafka.bootstrapServers()).forget();
      try (InboundFixture again = InboundFixture.on(database, kafka.bootstrapServers())) {
        awaitDone(kafka);
        assertThat(again.account.id()).isPositive();
      }
      assertThat(HistoryDump.rows(database)).as("over the tables, to the last row").isEqualTo(rows);

      database.execute("drop schema inbound cascade");
      InboundFixture.history(kafka.bootstrapServers()).forget();
      try (InboundFixture anew = InboundFixture.on(database, kafka.bootstrapServers());
          InboundFixture beside = InboundFixture.on(database, kafka.bootstrapServers())) {
        awaitDone(kafka);
        assertThat(anew.account.id()).isNotEqualTo(beside.account.id());
      }
      assertThat(HistoryDump.content(database))
          .as("over none, by two instances, but for the numbers")
          .isEqualTo(content);
    }
  }

  private static void tell(InboundFixture inbound, Random random, int contacts) {
    Conversation conversation = Conversation.random(random, inbound.account.id(), contacts);
    inbound.tell(conversation.events().toArray(WhatsAppEvent[]::new));
    inbound.tell(conversation.results().toArray(CommandResult[]::new));
  }

  /** Over REST, and as the sender's result says it then; else the mark would be known here only. */
  private static void markOneAsRead(InboundFixture inbound) {
    ChatClient client = inbound.client(inbound.account);
    JsonNode chat =
        client.chats().stream()
            .filter(it -> it.path("unread_count").asInt() > 0)
            .filter(it -> it.path("contact_number").asString().matches("[0-9]+"))
            .findFirst()
            .orElseThrow();
    client.markRead(chat.path("id").asLong()).is(200);
    String marked =
        client.messages(chat.path("id").asLong()).stream()
            .filter(it -> it.path("direction").asString().equals("inbound"))
            .filter(it -> isMarked(inbound, it.path("id").asLong()))
            .map(it -> it.path("message_id").asString().replaceFirst(".*@c\\.us_", ""))
            .reduce((_, last) -> last)
            .orElseThrow();
    inbound.tell(
        Records.result(
            inbound.account.id(),
            "read",
            chat.path("contact_number").asString(),
            CommandStatus.SENT,
            null,
            Records.readContent(marked),
            Instant.parse("2026-11-21T13:00:00Z")));
  }

  private static boolean isMarked(InboundFixture inbound, long messageId) {
    return inbound
        .jdbc
        .sql("select read_mark from inbound.message where message_id = ?")
        .param(messageId)
        .query(Boolean.class)
        .single();
  }

  private static void awaitDone(EmbeddedKafka kafka) {
    InboundFixture.history(kafka.bootstrapServers()).awaitDone(Topics.EVENTS, Topics.RESULTS);
  }

  @Test
  void twoInstancesThatComeAndGoLoseNothingAndDoubleNothing() {
    try (EmbeddedKafka kafka = new OwnServers(directory).kafka(0)) {
      TestDatabase database = TestServers.newDatabase();
      InboundFixture first = InboundFixture.on(database, kafka.bootstrapServers());
      try (InboundFixture second = InboundFixture.on(database, kafka.bootstrapServers())) {
        ChatClient client = second.client(first.account);
        for (int round = 0; round < 6; round++) {
          int from = round * 100;
          second.tell(
              IntStream.range(from, from + 100)
                  .mapToObj(
                      i ->
                          Records.text(
                              first.account.id(),
                              Records.person("52199900" + (10_000 + i % 30)),
                              "wamid." + i,
                              "text " + i,
                              Instant.parse("2026-11-21T12:00:00Z").plusSeconds(i)))
                  .toArray(WhatsAppEvent[]::new));
          if (round == 2) {
            first.close();
          }
        }
        await()
            .atMost(LIMIT)
            .until(
                () -> client.chats().stream().mapToInt(it -> it.path("unread_count").asInt()).sum(),
                sum -> sum == 600);
        assertThat(client.chats()).hasSize(30);
        assertThat(HistoryDump.wrongChats(database)).isEmpty();
      }
    }
  }
}
