package dev.chasqui.benchmarks.system;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.Secret;
import dev.chasqui.access.SecretBox;
import dev.chasqui.access.Tenants;
import dev.chasqui.benchmarks.event.HistoryBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** The servers, the inbound service, and an account with a key. For one thread. */
public final class HistorySystem implements AutoCloseable {

  private static final String GROUP = "chasqui-inbound-history";
  private static final Duration DONE_WITHIN = Duration.ofMinutes(20);

  private final Project project;
  private final Path directory;
  private final Parts parts = new Parts();
  private final Servers servers;
  private final JdbcClient jdbc;
  private final HistorySource source;
  private final ConsumerLag lag;
  private final long accountId;
  private final String apiKey;
  private ServiceInstance inbound;

  private HistorySystem(Project project, Path directory) {
    this.project = project;
    this.directory = directory;
    this.servers = parts.started(new Servers(project, directory));
    try {
      this.inbound = startedInbound();
      this.jdbc = JdbcClient.create(servers.database());
      this.source = parts.started(new HistorySource(servers.kafkaAddress(), servers.registryUrl()));
      this.lag = parts.started(new ConsumerLag(servers.kafkaAddress(), GROUP));
      long tenant = new Tenants(jdbc).create("Benchmark");
      this.accountId = newAccount(tenant);
      this.apiKey = new ApiKeys(jdbc).issue(tenant, accountId).value();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts everything; the data is thrown away in the end. */
  public static HistorySystem start(Project project) {
    return new HistorySystem(project, project.newRun());
  }

  private ServiceInstance startedInbound() {
    ServiceInstance started =
        parts.started(
            ServiceInstance.start(
                "inbound", "inbound-service", project, servers, directory, Map.of()));
    started.awaitReady();
    return started;
  }

  private long newAccount(long tenant) {
    Secret secret = new Secret("secret");
    Accounts accounts = new Accounts(jdbc, new SecretBox(new Secret(ServiceInstance.MASTER_KEY)));
    return accounts
        .create(
            new Account(
                0,
                tenant,
                Account.Kind.SIMULATOR,
                "15550009999",
                "http://127.0.0.1:1",
                BenchAccounts.VERSION,
                "200000000000001",
                new Account.Secrets(secret, secret, secret),
                true))
        .id();
  }

  /** A batch of the account's messages. */
  public HistoryBatch batch(int chats, int from, int size) {
    return new HistoryBatch(accountId, chats, from, size);
  }

  /** Starts the inbound service, which was stopped, and waits until it is ready. */
  public void startInbound() {
    inbound = startedInbound();
  }

  /** Stops the inbound service as an operator does. */
  public void stopInbound() {
    parts.stop(inbound);
  }

  /**
   * Does something while the inbound service stands still, so that it finds all of it in the topics
   * when it goes on. No longer than a few seconds: after 10 s the broker gives its partitions up.
   */
  public void whileItStandsStill(Runnable produce) {
    inbound.process().standStill();
    try {
      produce.run();
    } finally {
      inbound.process().goOn();
    }
  }

  /** The number of the newest message in the history; cheap to ask for. */
  public long newestMessage() {
    return jdbc.sql(
            "select case when is_called then last_value else 0 end from inbound.message_message_id_seq")
        .query(Long.class)
        .single();
  }

  /** Waits until the history has all that there is in the topics. */
  public void awaitDone(long newestMessage) {
    Waiting.until(
        "the history has all", DONE_WITHIN, () -> newestMessage() >= newestMessage && lag.isNone());
  }

  /** As autovacuum does sooner or later. */
  public void settle() {
    jdbc.sql("vacuum analyze").update();
  }

  public HistorySource source() {
    return source;
  }

  public HistoryApi api() {
    return new HistoryApi(inbound.url(), accountId, apiKey);
  }

  /** What all processes have used up to now. */
  public Usage usage() {
    Map<String, Long> pids = new HashMap<>(servers.pids());
    pids.put("inbound", inbound.pid());
    pids.put("client", ProcessHandle.current().pid());
    return Usage.now(pids);
  }

  @Override
  public void close() {
    parts.close();
    FileSystemUtils.deleteRecursively(directory.toFile());
  }
}
