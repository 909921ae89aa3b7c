package dev.chasqui.e2e.launcher;

import dev.chasqui.e2e.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The processes that work on a home: named after it on their command lines, or at home in it.
 *
 * @param home a directory that no other process has to do with
 */
record Processes(Path home) {

  /** All that live now. */
  List<ProcessHandle> all() {
    return ProcessHandle.allProcesses().filter(this::isOurs).toList();
  }

  /** The JVM that {@code up} started. */
  ProcessHandle jvm() {
    return all().stream()
        .filter(process -> commandLine(process).contains("-Dchasqui.home=" + home))
        .findFirst()
        .orElseThrow();
  }

  /** The schema registry that it started. */
  ProcessHandle registry() {
    String pid = Project.read(home.resolve("registry").resolve("registry.pid")).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private boolean isOurs(ProcessHandle process) {
    return commandLine(process).contains(home.toString()) || directory(process).startsWith(home);
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(proc(process).resolve("cmdline"));
    } catch (IOException e) {
      return process.info().commandLine().orElse("");
    }
  }

  private static Path directory(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(proc(process).resolve("cwd"));
    } catch (IOException e) {
      return Path.of("");
    }
  }

  private static Path proc(ProcessHandle process) {
    return Path.of("/proc", Long.toString(process.pid()));
  }
}
