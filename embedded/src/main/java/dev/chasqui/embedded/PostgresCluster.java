package dev.chasqui.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The directory of a PostgreSQL server: its databases, and the password of its superuser. */
record PostgresCluster(Path data, String password) {
  static final String SUPERUSER = "postgres";

  /** Makes the cluster, if {@code directory} holds none yet. */
  static PostgresCluster in(Path directory, PostgresBinaries binaries, Path log, boolean durable)
      throws IOException {
    Path passwordFile = directory.resolve("password");
    if (!Files.exists(passwordFile)) {
      writePassword(passwordFile);
    }
    Path data = directory.resolve("data");
    if (!Files.exists(data)) {
      initialize(data, directory.resolve("data-unfinished"), passwordFile, binaries, log, durable);
    }
    return new PostgresCluster(data, Files.readString(passwordFile));
  }

  private static void writePassword(Path file) throws IOException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    Path unfinished = file.resolveSibling("password-unfinished");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, HexFormat.of().formatHex(random));
    Files.move(unfinished, file, ATOMIC_MOVE);
  }

  /** In a directory that gets its name at the end: a start that was killed midway is repeated. */
  private static void initialize(
      Path data, Path unfinished, Path password, PostgresBinaries binaries, Path log, boolean sync)
      throws IOException {
    Directories.delete(unfinished);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-D", unfinished.toString(), "-U", SUPERUSER));
    arguments.addAll(List.of("-A", "scram-sha-256", "--pwfile=" + password));
    arguments.addAll(List.of("-E", "UTF8", "--no-locale", "--no-instructions"));
    arguments.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
    if (!sync) {
      arguments.add("--no-sync");
    }
    run(binaries.command("initdb", arguments), log);
    Files.move(unfinished, data, ATOMIC_MOVE);
  }

  private static void run(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    int status = waitFor(process);
    if (status != 0) {
      throw new IOException("initdb ended with status " + status + ":\n" + LogTail.of(log));
    }
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while PostgreSQL was being set up", e);
    }
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "PostgresCluster[" + data + "]";
  }
}
