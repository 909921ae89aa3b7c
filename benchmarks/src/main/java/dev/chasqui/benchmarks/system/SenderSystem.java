package dev.chasqui.benchmarks.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** The servers and the sender's instances. For one thread. */
public final class SenderSystem implements AutoCloseable {

  private final Project project;
  private final Path directory;
  private final int inFlight;
  private final Servers servers;
  private final SimulatorProcess simulatorProcess;
  private final List<ServiceInstance> senders = new ArrayList<>();
  private final BenchAccounts accounts;
  private final Backend backend;
  private final SimulatorApi simulator;

  private SenderSystem(Project project, Path directory, int inFlight) {
    this.project = project;
    this.directory = directory;
    this.inFlight = inFlight;
    this.servers = new Servers(project, directory);
    this.simulatorProcess = new SimulatorProcess(project, directory);
    this.simulator = new SimulatorApi(simulatorProcess.url());
    try {
      simulatorProcess.awaitReady();
      addSender();
      this.accounts = new BenchAccounts(servers.database(), simulator);
      this.backend = new Backend(servers.kafkaAddress(), servers.registryUrl());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts everything, with one instance of the sender; the data is thrown away in the end. */
  public static SenderSystem start(Project project, int inFlight) {
    return new SenderSystem(project, project.newRun(), inFlight);
  }

  /** Starts one more instance and waits until it is ready. */
  public void addSender() {
    ServiceInstance sender =
        ServiceInstance.start(
            "sender-" + (senders.size() + 1),
            "sender-service",
            project,
            servers,
            directory,
            Map.of(
                "CHASQUI_SENDER_MAX_IN_FLIGHT",
                Integer.toString(inFlight),
                // What has a pace here has one of its own.
                "CHASQUI_MESSAGES_PER_SECOND",
                "0",
                "CHASQUI_RECIPIENT_INTERVAL",
                "0s"));
    senders.add(sender);
    sender.awaitReady();
  }

  public BenchAccounts accounts() {
    return accounts;
  }

  public Backend backend() {
    return backend;
  }

  public SimulatorApi simulator() {
    return simulator;
  }

  public Queue queue() {
    return new Queue(servers.database(), "sender");
  }

  /** What all processes have used up to now. */
  public Usage usage() {
    Map<String, Long> pids = new HashMap<>(servers.pids());
    senders.forEach(sender -> pids.put(sender.name(), sender.pid()));
    pids.put("simulator", simulatorProcess.pid());
    pids.put("backend", ProcessHandle.current().pid());
    return Usage.now(pids);
  }

  @Override
  public void close() {
    if (backend != null) {
      backend.close();
    }
    senders.forEach(ServiceInstance::close);
    simulator.close();
    simulatorProcess.close();
    servers.close();
    FileSystemUtils.deleteRecursively(directory.toFile());
  }
}
