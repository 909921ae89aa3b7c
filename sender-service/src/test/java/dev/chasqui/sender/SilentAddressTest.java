package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.testing.RawServer;
import dev.chasqui.testing.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An address that reads what is sent to it and never answers. This sender makes 20 calls at once, 8
 * for one account; a call is given up after a minute, and no circuit opens before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentAddressTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SenderFixture fixture =
      new SenderFixture(
          TestServers.kafka().bootstrapServers(),
          TestServers.registry().url(),
          TestServers.newDatabase(),
          "--chasqui.sender.max-in-flight=20",
          "--chasqui.sender.account-in-flight=8",
          "--chasqui.sender.messages-per-second=0",
          "--chasqui.sender.call-timeout=60s");

  private final RawServer silent =
      RawServer.start(
          (server, socket) -> {
            while (server.readRequest(socket)) {
              // And says nothing.
            }
          });

  @AfterEach
  void endCalls() throws IOException {
    silent.close();
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void doesNotDelayWhatGoesElsewhere() {
    TestAccount healthy = fixture.newAccount();
    fixture.send(Commands.text(healthy).build());
    TestAccount one = fixture.newAccount(silent.uri().toString());
    fixture.publish(backlog(one));
    awaitRequests(8);
    assertSentAtOnce(healthy, 8);

    for (int i = 0; i < 4; i++) {
      fixture.publish(backlog(fixture.newAccount(silent.uri().toString())));
    }
    awaitRequests(10);
    assertSentAtOnce(healthy, 10);
  }

  private void awaitRequests(int count) {
    Awaitility.await().atMost(LIMIT).until(() -> silent.requests() >= count);
  }

  /** While all calls to the silent address are under way. */
  private void assertSentAtOnce(TestAccount healthy, int silentCalls) {
    for (int i = 0; i < 20; i++) {
      assertThat(fixture.send(Commands.text(healthy).build()).getStatus())
          .isEqualTo(CommandStatus.SENT);
    }
    assertThat(silent.requests()).isEqualTo(silentCalls);
  }

  private static List<SendCommand> backlog(TestAccount account) {
    return Stream.generate(() -> Commands.text(account).build()).limit(100).toList();
  }
}
