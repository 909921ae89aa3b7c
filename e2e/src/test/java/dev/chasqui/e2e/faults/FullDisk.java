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
    TABLES("could not extend file"),
    /** The write-ahead log cannot be written: PostgreSQL panics. */
    LOG("PANIC");

    private final String complaint;

    What(String complaint) {
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
    FullDisk disk = new FullDisk(bed, what);
    switch (what) {
      case TABLES -> fillTheQueue(bed);
      case LOG -> stopTheLog(bed);
    }
    return disk;
  }

  /**
   * So that the next command has no room, however much the commands before it have left behind: the
   * table is as long as a file may be, and full.
   */
  private static void fillTheQueue(Testbed bed) throws IOException {
    long size = bed.database().growQueueTo(LOG_SEGMENT);
    limit(bed.postgres().pid(), Long.toString(size));
    bed.database().useUpQueue();
  }

  /** What PostgreSQL says of it must still fit into the file that it says it in. */
  private static void stopTheLog(Testbed bed) throws IOException {
    long longest = bed.postgresLog().length() + (1 << 20);
    bed.database().writeLogBetween(longest, LOG_SEGMENT / 2);
    limit(bed.postgres().pid(), Long.toString(longest));
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
