package dev.chasqui.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The project's own files: what the build made, and what a reader is pointed to. */
public final class Project {

  private static final String PROPERTY = "chasqui.project.dir";
  private static final Duration UNPACKED_WITHIN = Duration.ofMinutes(1);
  private static final Map<String, Path> UNPACKED = new ConcurrentHashMap<>();

  private Project() {}

  /** The root directory. */
  public static Path directory() {
    String given = System.getProperty(PROPERTY);
    if (given == null) {
      throw new IllegalStateException(
          "Run the tests through Maven, or with -D%s=<the project's root>".formatted(PROPERTY));
    }
    return Path.of(given);
  }

  /**
   * The jar that runs a module with {@code java -jar}.
   *
   * @throws IllegalStateException if it is not built; says how to build it
   */
  public static Path execJar(String module) {
    Path target = directory().resolve(module).resolve("target");
    return list(target).stream()
        .filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s has no *-exec.jar: package the modules first, with mvn package -pl e2e -am"
                        .formatted(target)));
  }

  /** The list of components inside such a jar; nothing if Maven made it without network. */
  public static Optional<String> sbom(String module) {
    try (JarFile jar = new JarFile(execJar(module).toFile())) {
      JarEntry entry = jar.getJarEntry("META-INF/sbom/application.cdx.json");
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream content = jar.getInputStream(entry)) {
        return Optional.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The jar that runs a module, unpacked: so it starts in half the time, as the launcher knows too.
   * Once for each JVM that asks.
   */
  public static Path unpackedJar(String module) {
    return UNPACKED.computeIfAbsent(module, Project::unpack);
  }

  private static Path unpack(String module) {
    Path apps = Path.of("target", "apps").toAbsolutePath();
    Path target = apps.resolve(module);
    FileSystemUtils.deleteRecursively(target.toFile());
    try {
      Files.createDirectories(apps);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command.Ended unpacked =
        new Command(apps, Map.of())
            .run(
                UNPACKED_WITHIN,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djarmode=tools",
                "-jar",
                execJar(module).toString(),
                "extract",
                "--application-filename",
                "app.jar",
                "--destination",
                target.toString());
    if (unpacked.exitCode() != 0) {
      throw new IllegalStateException(module + " could not be unpacked: " + unpacked.output());
    }
    return target.resolve("app.jar");
  }

  /**
   * Tells the launcher that nothing needs to be built. So it is: Maven packages all modules before
   * it runs this one's tests.
   */
  public static void markBuilt() {
    execJar("standalone");
    execJar("demo");
    execJar("admin-cli");
    Path stamp = directory().resolve("standalone").resolve("target").resolve("built");
    try {
      Files.writeString(stamp, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text file. */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The directories of compiled classes, {@code classes} or {@code test-classes}, of all modules.
   */
  public static List<Path> compiled(String kind) {
    return list(directory()).stream()
        .map(module -> module.resolve("target").resolve(kind))
        .filter(Files::isDirectory)
        .toList();
  }

  /** What a directory has, in the order of names; nothing if it is not there. */
  public static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
