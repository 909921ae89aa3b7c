package dev.chasqui.sender.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.SchemaMigration;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import dev.chasqui.workqueue.WorkQueueSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class BulkJobsTest {

  @Test
  void aJobThatCameAfterTheLanesWerePreparedIsLeftForTheNextLook() {
    TestDatabase database = TestServers.newDatabase();
    SchemaMigration.run(
        database.dataSource(), "sender", WorkQueueSchema.FLYWAY_LOCATION, "classpath:db/sender");
    BulkJobs jobs = new BulkJobs(JdbcClient.create(database.dataSource()));
    create(jobs, 7);
    List<Long> prepared = jobs.dueAccounts();
    create(jobs, 8);
    database.execute("update sender.bulk_job set look_at = 'epoch' where account_id = 8");

    assertThat(jobs.lockDue(prepared)).map(BulkJob::accountId).contains(7L);
    assertThat(jobs.lockDue(List.of(9L))).isEmpty();
    assertThat(jobs.lockDue(jobs.dueAccounts())).map(BulkJob::accountId).contains(8L);
  }

  private static void create(BulkJobs jobs, long accountId) {
    BulkJob job =
        new BulkJob(
            UUID.randomUUID(),
            accountId,
            "Hola",
            Duration.ZERO,
            BulkJob.State.FEEDING,
            false,
            0,
            true,
            Instant.EPOCH);
    assertThat(jobs.create(job, null, List.of())).isTrue();
  }
}
