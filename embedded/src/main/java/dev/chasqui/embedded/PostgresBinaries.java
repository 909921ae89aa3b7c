package dev.chasqui.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked from the class path once per directory and version. */
record PostgresBinaries(Path home) {
  private static final Object ONE_AT_A_TIME = new Object();

  /** Unpacks into a directory below {@code parent} unless that was done before. */
  static PostgresBinaries unpackedIn(Path parent) throws IOException {
    Path home = parent.resolve("postgres-" + fingerprint());
    synchronized (ONE_AT_A_TIME) {
      if (!Files.isDirectory(home)) {
        unpack(parent, home);
      }
    }
    return new PostgresBinaries(home);
  }

  /** The command line that runs {@code program}; PostgreSQL refuses to run as root as such. */
  List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  private static String fingerprint() throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream in = new CheckedInputStream(archive(), crc)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Long.toHexString(crc.getValue());
  }

  private static InputStream archive() throws IOException {
    String os = System.getProperty("os.name", "");
    return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
        os.split(" ", 2)[0], System.getProperty("os.arch", ""));
  }

  private static void unpack(Path parent, Path home) throws IOException {
    Files.createDirectories(parent);
    Path unfinished = Files.createTempDirectory(parent, "unpacking-");
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive(), 1 << 16)))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        unpack(e, tar, unfinished);
      }
    }
    moveUnlessThere(unfinished, home);
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path directory)
      throws IOException {
    Path target = entry.resolveIn(directory);
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      target.toFile().setExecutable((entry.getMode() & 0100) != 0, false);
    }
  }

  /** Another JVM may have been faster; its copy is as good as ours. */
  private static void moveUnlessThere(Path unfinished, Path home) throws IOException {
    try {
      Files.move(unfinished, home, ATOMIC_MOVE);
    } catch (IOException e) {
      Directories.delete(unfinished);
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }
}
