package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chasqui.e2e.Command;
import dev.chasqui.e2e.processes.ServiceProcess;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import dev.chasqui.testing.TestConsumer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender whose database is slow or full, and whose topic holds what is no command. */
@ExtendWith(SharedTestbed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("faults")
class DisturbedServersTest {

  private static final String SENDER = "disturbed-sender";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Testbed bed;
  private final TcpGate gate;
  private final ServiceProcess sender;
  private Load load;

  DisturbedServersTest(Testbed bed) {
    this.bed = bed;
    this.gate = TcpGate.before(bed.postgres().port());
    this.sender =
        bed.sender(
            SENDER,
            "--spring.datasource.url=" + bed.databaseUrl(SENDER, gate.port()),
            "--chasqui.kafka.properties.session.timeout.ms=6000");
  }

  @BeforeAll
  void start() {
    sender.start();
    sender.awaitReady();
  }

  @BeforeEach
  void newLoad() {
    load = new Load(bed, 10);
  }

  @AfterEach
  void closeLoad() {
    gate.delay(Duration.ZERO);
    load.close();
  }

  @AfterAll
  void stop() {
    sender.close();
    gate.close();
  }

  @Test
  void whatIsNoCommandDoesNotHoldUpThoseAroundIt() {
    byte[] garbage = {0, 1, 2};
    byte[] unknownSchema = {0, 5, 5, 5, 5, 5};
    load.introduceAccounts();
    List<SendCommand> before = load.ofOneAccount(50);
    List<SendCommand> after = load.ofOneAccount(50);
    List<byte[]> values = new ArrayList<>(load.encoded(before));
    values.add(garbage);
    values.addAll(load.encoded(after));
    values.add(25, unknownSchema);
    try (var _ = bed.database().hold("lock table sender.work_item in share mode")) {
      load.send(1);
      bed.database().awaitBlocked("insert into sender.work_item");
      load.sendBytes(values);
    }

    load.awaitAllSentOnce();
    try (TestConsumer letters = TestConsumer.of(bed.kafka(), Topics.COMMANDS + ".dlt")) {
      assertThat(letters.await(2))
          .extracting(ConsumerRecord::value)
          .containsExactlyInAnyOrder(garbage, unknownSchema);
    }
  }

  @Test
  void aSlowDatabaseMakesItSlowAndNothingElse() {
    load.introduceAccounts();
    Set<String> members = bed.group().members();

    gate.delay(Duration.ofMillis(30));
    load.send(200);
    load.awaitAllSentOnce();

    assertThat(bed.group().members()).isEqualTo(members);
  }

  /** Nobody in the sender knows of the leases, so their commands have certainly not been sent. */
  @ParameterizedTest
  @ValueSource(strings = {"insert", "update"})
  void aCommitWhoseAnswerIsLostLeavesNothingInDoubt(String leasing) {
    load.introduceAccounts();
    int logBefore = sender.log().length();
    try (var _ = bed.database().holdCommits(leasing)) {
      load.send(200);
      bed.database().awaitBlocked("COMMIT");
      gate.cut();
    }

    load.awaitAllSentOnce();
    assertThat(sender.log().substring(logBefore)).contains("leases that nobody had heard of");
  }

  @ParameterizedTest
  @EnumSource
  void aFullDiskIsWaitedFor(FullDisk.What what) throws IOException {
    assumeTrue(Command.exists("prlimit"), "NOT RUN: this needs prlimit, of util-linux");
    load.send(50);
    try (FullDisk disk = FullDisk.of(bed, what)) {
      load.send(200);
      Awaitility.await("PostgreSQL meets the end of the disk").atMost(LIMIT).until(disk::isFelt);
      load.send(50);
    }

    load.awaitAllSentOnce();
  }
}
