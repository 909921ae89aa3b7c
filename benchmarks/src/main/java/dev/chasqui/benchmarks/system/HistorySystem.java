package dev.chasqui.benchmarks.system;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.Secret;
import dev.chasqui.access.SecretBox;
import dev.chasqui.access.Tenants;
import dev.chasqui.benchmarks.event.HistoryBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** The servers, the inbound service, and an account with a key. For one thread. */
public final class HistorySystem implements AutoCloseable {

  private static final String GROUP = "chasqui-inbound-history";
  private static final Duration DONE_WITHIN = Duration.ofMinutes(20);

  private final Project project;
  private final Path directory;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
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
    this.servers = started(new Servers(project, directory));
    try {
      this.inbound = startedInbound();
      this.jdbc = JdbcClient.create(servers.database());
      this.source = started(new HistorySource(servers.kafkaAddress(), servers.registryUrl()));
      this.lag = started(new ConsumerLag(servers.kafkaAddress(), GROUP));
      long tenant = new Tenants(jdbc).create("Benchmark");
      this.accountId = newAccount(tenant);
      this.apiKey = new ApiKeys(jdbc).issue(tenant, accountId).value();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T started(T part) {
    running.push(part);
    return part;
  }

  /** Starts everything; the data is thrown away in the end. */
  public static HistorySystem start(Project project) {
    try {
      Files.createDirectories(project.scratch());
      return new HistorySystem(project, Files.createTempDirectory(project.scratch(), "run-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServiceInstance startedInbound() {
    ServiceInstance started =
        ServiceInstance.start("inbound", "inbound-service", project, servers, directory, Map.of());
    running.push(started);
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
    running.remove(inbound);
    inbound.close();
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
    List<AutoCloseable> parts = new ArrayList<>(running);
    running.clear();
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        System.err.println("A part did not stop: " + e);
      }
    }
    FileSystemUtils.deleteRecursively(directory.toFile());
  }
}
