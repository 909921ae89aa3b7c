package dev.chasqui.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.Topics;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is old is forgotten. */
class HistoryPurgeTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Identity ANA = Records.person("5219991234567", "Ana");
  private static final Identity LUIS = Records.person("5219997654321", "Luis");

  @TempDir Path directory;

  @Test
  void messagesAndThenTheirChatsGoWhenTheirTimeIsOver() {
    try (var kafka = new OwnServers(directory).kafka(0)) {
      InboundFixture inbound = on(kafka.bootstrapServers(), "365d");
      ChatClient client = inbound.newClient();
      long account = client.accountId();
      Instant now = Instant.now();
      inbound.tell(
          Records.text(account, ANA, "wamid.1", "old", now.minus(Duration.ofDays(40))),
          Records.text(account, ANA, "wamid.2", "new", now.minus(Duration.ofDays(20))),
          Records.text(account, LUIS, "wamid.3", "old", now.minus(Duration.ofDays(50))),
          Records.ack(account, LUIS, "wamid.4", null, Ack.READ, now.minus(Duration.ofDays(45))));
      client.awaitChats(2);
      InboundFixture.history(kafka.bootstrapServers()).awaitDone(Topics.EVENTS);
      inbound.close();

      try (InboundFixture later =
          InboundFixture.on(
              inbound.database,
              kafka.bootstrapServers(),
              "--chasqui.inbound.history-retention=30d")) {
        ChatClient again = later.client(client.account());
        again.awaitChats(1);
        assertThat(again.awaitMessages(1).getFirst().path("message").asString()).isEqualTo("new");
        assertThat(again.chats().getFirst().path("unread_count").asInt()).isEqualTo(1);
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () ->
                    assertThat(rows(later))
                        .as("chats, aliases, messages, statuses")
                        .isEqualTo(List.of(1L, 1L, 1L, 0L)));
      }
    }
  }

  private static InboundFixture on(String kafka, String retention) {
    return InboundFixture.on(
        TestServers.newDatabase(), kafka, "--chasqui.inbound.history-retention=" + retention);
  }

  private static List<Long> rows(InboundFixture inbound) {
    return List.of("chat", "chat_alias", "message", "status").stream()
        .map(
            table ->
                inbound
                    .jdbc
                    .sql("select count(*) from inbound." + table)
                    .query(Long.class)
                    .single())
        .toList();
  }
}
