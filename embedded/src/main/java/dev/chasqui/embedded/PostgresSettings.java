package dev.chasqui.embedded;

import java.nio.file.Path;

/**
 * Where and how a {@link PostgresServer} runs.
 *
 * @param dataDir its databases and its password; kept over restarts, created if missing
 * @param binariesDir where its programs are unpacked; may be shared by servers and processes
 * @param logFile what it logs is appended here
 * @param host the address it listens on, usually {@code 127.0.0.1}
 * @param port the port it listens on, 0 for a free one
 * @param durable whether a commit waits for the disk; without, only for throw-away data
 * @param size how much it takes of the machine
 */
public record PostgresSettings(
    Path dataDir,
    Path binariesDir,
    Path logFile,
    String host,
    int port,
    boolean durable,
    Size size) {

  /** How much it takes of the machine. */
  public enum Size {
    /** Beside everything else on somebody's laptop. */
    SMALL("64MB", "512MB"),
    /** As on a small database server. */
    SERVER("512MB", "4GB");

    final String sharedBuffers;
    final String mostWal;

    Size(String sharedBuffers, String mostWal) {
      this.sharedBuffers = sharedBuffers;
      this.mostWal = mostWal;
    }
  }

  /** A small one. */
  public PostgresSettings(
      Path dataDir, Path binariesDir, Path logFile, String host, int port, boolean durable) {
    this(dataDir, binariesDir, logFile, host, port, durable, Size.SMALL);
  }
}
