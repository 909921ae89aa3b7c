package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.processes.ServiceProcess;
import java.time.Duration;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Partitions change hands while batches of them are being worked on. */
@ExtendWith(SharedTestbed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("faults")
class RebalanceTest {

  private static final int CONSUMERS = 2;

  private final Testbed bed;
  private final ServiceProcess first;
  private final ServiceProcess second;
  private Load load;

  RebalanceTest(Testbed bed) {
    this.bed = bed;
    this.first = sender("first-sender");
    this.second = sender("second-sender");
  }

  private ServiceProcess sender(String name) {
    return bed.sender(name, "--chasqui.kafka.properties.session.timeout.ms=6000");
  }

  @BeforeAll
  void start() {
    first.start();
    first.awaitReady();
  }

  @BeforeEach
  void newLoad() {
    load = new Load(bed, 20);
    load.introduceAccounts();
    bed.whatsapp().beSlowNowAndThen(Duration.ofMillis(500));
  }

  @AfterEach
  void closeLoad() {
    bed.whatsapp().behave();
    load.close();
  }

  @AfterAll
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void sendersComeFreezeAndGoInMidFlight() {
    aSenderJoins();
    aSenderIsFrozenForLongerThanItsSession();
    aSenderLeaves();
  }

  private void aSenderJoins() {
    bed.group().awaitStable(CONSUMERS);
    try (var _ = bed.database().hold("lock table sender.work_item in share mode")) {
      load.send(200);
      bed.database().awaitBlocked("insert into sender.work_item");
      second.start();
      bed.group().await(GroupState.PREPARING_REBALANCE);
      load.send(200);
    }
    bed.group().awaitStable(2 * CONSUMERS);
    load.send(200);
    load.awaitAllSentOnce();
  }

  /** Both take its partitions for theirs: one has the batch, the other reads it again. */
  private void aSenderIsFrozenForLongerThanItsSession() {
    try (var _ = bed.database().hold("lock table sender.work_item in share mode")) {
      load.send(200);
      bed.database().awaitBlocked("insert into sender.work_item");
      Signal.STOP.to(first.pid());
    }
    try {
      bed.group().awaitStable(CONSUMERS);
      load.send(200);
    } finally {
      Signal.CONT.to(first.pid());
    }
    bed.group().awaitStable(2 * CONSUMERS);
    load.awaitAllSentOnce();
  }

  private void aSenderLeaves() {
    load.send(200);
    second.close();
    bed.group().awaitStable(CONSUMERS);
    load.awaitAllSentOnce();
    assertThat(second.log()).doesNotContain("leases that will run out");
  }
}
