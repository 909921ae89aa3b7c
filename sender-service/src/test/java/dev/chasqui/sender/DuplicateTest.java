package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.chore.Purge;
import dev.chasqui.sender.news.StatusNews;
import dev.chasqui.workqueue.PostgresWorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/** A second command with the id of a first one gets the first one's result. */
@ExtendWith(SharedSender.class)
class DuplicateTest {

  private final SenderFixture fixture;
  private final TestAccount account;

  DuplicateTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @Test
  void afterTheFirstHasEndedItGetsItsResultAgain() {
    SendCommand command = Commands.text(account).setClientReference("order-7").build();
    CommandResult first = fixture.send(command);

    publishAgain(command);

    assertThat(fixture.results.of(command.getCommandId())).containsExactly(first, first);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
  }

  @Test
  void soItDoesWhenTheFirstWasRefused() {
    SendCommand command = Commands.empty(account).build();
    CommandResult refusal = fixture.send(command);
    assertThat(refusal.getStatus()).isEqualTo(CommandStatus.REJECTED);

    publishAgain(command);

    assertThat(fixture.results.of(command.getCommandId())).containsExactly(refusal, refusal);
  }

  @Test
  void whileTheFirstWaitsThereIsOneResultForBoth() {
    Instant later = Instant.now().plusSeconds(4);
    SendCommand command = Commands.text(account).setSendAt(later).build();
    fixture.publish(command);
    fixture.results.await(command.getCommandId(), CommandStatus.ACCEPTED);

    publishAgain(command);
    assertThat(fixture.results.statuses(command.getCommandId()))
        .containsExactly(CommandStatus.ACCEPTED);

    fixture.results.awaitFinal(command.getCommandId());
    fixture.sendBehind(command);
    assertThat(fixture.results.statuses(command.getCommandId()))
        .containsExactly(CommandStatus.ACCEPTED, CommandStatus.SENT);
    assertThat(fixture.whatsapp.accepted(command.getCommandId())).isEqualTo(1);
  }

  @Test
  void aCommandIsForgottenWhenItEndedLongAgoAndNotBefore() {
    SendCommand old = Commands.text(account).build();
    SendCommand young = Commands.text(account).build();
    fixture.send(old);
    CommandResult kept = fixture.send(young);
    fixture.database.execute(
        "update sender.work_item set finished_at = finished_at - interval '7 days' where key = '%s'"
            .formatted(DeadProcess.key(old)));

    purge();
    publishAgain(old);
    publishAgain(young);

    assertThat(fixture.whatsapp.accepted(old.getCommandId())).isEqualTo(2);
    assertThat(fixture.whatsapp.accepted(young.getCommandId())).isEqualTo(1);
    assertThat(fixture.results.of(young.getCommandId())).containsExactly(kept, kept);
  }

  private void purge() {
    var queue = new PostgresWorkQueue(fixture.database.dataSource(), "sender");
    var news = new StatusNews(new JdbcTemplate(fixture.database.dataSource()));
    var purge = new Purge(queue, news, Duration.ofDays(7), Clock.systemUTC());
    assertThat(purge.run()).isFalse();
  }

  /** Returns when what it causes has been caused. */
  private void publishAgain(SendCommand command) {
    fixture.publish(command);
    fixture.sendBehind(command);
  }
}
