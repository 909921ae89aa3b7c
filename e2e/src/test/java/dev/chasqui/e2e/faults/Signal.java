package dev.chasqui.e2e.faults;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What only the system's {@code kill} can say to a process. */
enum Signal {
  /** Freezes it. */
  STOP,
  /** Lets it go on. */
  CONT;

  void to(long pid) {
    try {
      new ProcessBuilder("kill", "-s", name(), Long.toString(pid)).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
