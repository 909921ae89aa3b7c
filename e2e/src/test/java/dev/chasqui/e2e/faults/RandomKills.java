package dev.chasqui.e2e.faults;

import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of some processes under load is killed, again and again; about a third and two thirds
 * through, PostgreSQL and the broker too. For one thread.
 */
final class RandomKills {

  private static final Logger LOG = LoggerFactory.getLogger(RandomKills.class);
  private static final Duration PROGRESS_WITHIN = Duration.ofMinutes(2);

  private final Testbed bed;
  private final Fleet fleet;
  private final Random random;

  /** Processes of one service that share its work; each is known by its number, from 0. */
  interface Fleet {

    int size();

    void start(int which);

    void awaitReady(int which);

    /** SIGKILL; notes what was in flight. */
    void kill(int which);

    /** Hands in so much; returns by how much {@link #done} grows until all of it is done. */
    int send(int count);

    long done();
  }

  /**
   * @param random what it says is when which process is killed
   */
  RandomKills(Testbed bed, Fleet fleet, Random random) {
    this.bed = bed;
    this.fleet = fleet;
    this.random = random;
  }

  /** A source of chance for a run; {@code -Dchasqui.faults.seed=…} takes that of another again. */
  static Random random() {
    Long given = Long.getLong("chasqui.faults.seed");
    long seed = given == null ? System.nanoTime() : given;
    LOG.info("seed {}", seed);
    return new Random(seed);
  }

  /** Until all of the load is handed in and the last one that was killed is started again. */
  void run(int load, int kills) {
    int chunk = load / kills;
    for (int kill = 0; kill < kills; kill++) {
      int victim = random.nextInt(fleet.size());
      fleet.awaitReady(victim);
      long before = fleet.done();
      int more = fleet.send(kill == 0 ? load - chunk * (kills - 1) : chunk);
      awaitDone(before + random.nextInt(more));
      fleet.kill(victim);
      if (kill == kills / 3) {
        LOG.info("PostgreSQL is killed");
        bed.killAndStartPostgres();
      }
      if (kill == kills * 2 / 3) {
        LOG.info("The broker is killed");
        bed.broker().killAndStart();
      }
      fleet.start(victim);
    }
  }

  private void awaitDone(long count) {
    Awaitility.await("so much is done: " + count)
        .pollInterval(Duration.ofMillis(10))
        .atMost(PROGRESS_WITHIN)
        .until(() -> fleet.done() >= count);
  }
}
