package dev.chasqui.testing;

import dev.chasqui.embedded.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * Where test servers keep their files: below the build's output, so that a clean build removes
 * them.
 */
final class TestDirectories {
  private TestDirectories() {}

  /** Shared by all test runs, since unpacking takes seconds. */
  static Path postgresBinaries() {
    return buildOutput().resolve("postgres");
  }

  static Path newData() throws IOException {
    Path parent = Files.createDirectories(buildOutput().resolve("test-servers"));
    return Files.createTempDirectory(parent, "jvm-" + ProcessHandle.current().pid() + "-");
  }

  static void delete(Path directory) {
    FileSystemUtils.deleteRecursively(directory.toFile());
  }

  private static Path buildOutput() {
    String registry = System.getProperty(RegistryServer.HOME_PROPERTY);
    if (registry == null) {
      throw new IllegalStateException(
          "Run the tests with -D" + RegistryServer.HOME_PROPERTY + "=embedded/target/registry");
    }
    return Path.of(registry).toAbsolutePath().resolve("..").normalize();
  }
}
