package dev.chasqui.e2e.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL cannot make files longer, as on a disk that is full: its processes get a limit, which
 * is lifted at the end.
 */
final class FullDisk implements AutoCloseable {

  private static final long LOG_SEGMENT = 16 << 20;

  /** Which files it is. */
  enum What {
    /** Tables refuse to grow; the write-ahead log has its files and goes on. */
    TABLES(LOG_SEGMENT, "could not extend file"),
    /** The write-ahead log cannot be written: PostgreSQL panics. */
    LOG(64 << 10, "PANIC");

    private final long longestFile;
    private final String complaint;

    What(long longestFile, String complaint) {
      this.longestFile = longestFile;
      this.complaint = complaint;
    }
  }

  private final Testbed bed;
  private final What what;
  private final int logBefore;

  private FullDisk(Testbed bed, What what) throws IOException {
    this.bed = bed;
    this.what = what;
    this.logBefore = bed.postgresLog().length();
  }

  static FullDisk of(Testbed bed, What what) throws IOException {
    if (what == What.TABLES) {
      bed.database().fillQueueTo(LOG_SEGMENT);
    }
    FullDisk disk = new FullDisk(bed, what);
    limit(bed.postgres().pid(), Long.toString(what.longestFile));
    return disk;
  }

  /** Whether PostgreSQL has said so since. */
  boolean isFelt() throws IOException {
    return bed.postgresLog().substring(logBefore).contains(what.complaint);
  }

  /** There is room again; PostgreSQL is started if it has given up. */
  @Override
  public void close() throws IOException {
    if (what == What.LOG) {
      bed.startPostgresAgain();
    } else {
      limit(bed.postgres().pid(), "unlimited");
    }
  }

  /**
   * For the server and all its processes; those to come inherit it. Of the two limits it is the
   * soft one, which anybody may raise again.
   */
  private static void limit(long server, String longestFile) throws IOException {
    List<ProcessHandle> processes = new ArrayList<>();
    ProcessHandle.of(server).ifPresent(processes::add);
    ProcessHandle.of(server).stream().flatMap(ProcessHandle::descendants).forEach(processes::add);
    for (ProcessHandle process : processes) {
      new ProcessBuilder("prlimit", "--pid=" + process.pid(), "--fsize=" + longestFile + ":")
          .redirectError(ProcessBuilder.Redirect.DISCARD) // for one that has ended meanwhile
          .start()
          .onExit()
          .join();
    }
  }
}
