package dev.chasqui.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Part of the build: runs the unpacked registry once, so that the JDK writes the cache with which
 * each later start is three times as fast. Argument: where the registry was unpacked.
 */
final class RegistryTraining {
  private static final Duration WRITING = Duration.ofMinutes(3);

  private RegistryTraining() {}

  static void main(String[] arguments) throws IOException {
    RegistryCommand registry = new RegistryCommand(Path.of(arguments[0]).toAbsolutePath());
    if (!Files.exists(registry.cache())) {
      train(registry);
    }
  }

  private static void train(RegistryCommand registry) throws IOException {
    Path directory = registry.home().resolveSibling("registry-training");
    Directories.delete(directory);
    Files.createDirectories(directory);
    Path unfinished = directory.resolve("registry.aot");
    Address address = Address.freeOn("127.0.0.1");
    Path log = directory.resolve("log");
    List<String> command =
        registry.command(directory, address, List.of("-XX:AOTCacheOutput=" + unfinished));
    WatchedProcess process =
        WatchedProcess.start(WatchedProcess.StopSignal.TERM, WRITING, log, command);
    RegistryServer.awaitReady(process, address, log);
    process.stop();
    Files.move(unfinished, registry.cache(), ATOMIC_MOVE);
    Directories.delete(directory);
  }
}
