package dev.chasqui.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What processes have used, from Linux's {@code /proc}; elsewhere nothing is known of them.
 *
 * @param cpuSeconds by name, of the process and all its children, also of those that have ended
 * @param residentMiB memory by name, of the process itself
 */
public record Usage(Map<String, Double> cpuSeconds, Map<String, Long> residentMiB) {

  /** Linux counts processor time in hundredths of a second on every machine of today. */
  private static final double TICKS_A_SECOND = 100;

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  static Usage now(Map<String, Long> pids) {
    Map<String, Double> cpu = new TreeMap<>();
    Map<String, Long> resident = new TreeMap<>();
    pids.forEach(
        (name, pid) -> {
          cpu.put(name, cpuSeconds(pid));
          resident.put(name, residentMiB(pid));
        });
    return new Usage(cpu, resident);
  }

  /** The processor time that was used since an earlier look, by name. */
  public Map<String, Double> cpuSecondsSince(Usage earlier) {
    Map<String, Double> used = new TreeMap<>();
    cpuSeconds.forEach(
        (name, now) -> used.put(name, now - earlier.cpuSeconds.getOrDefault(name, 0.0)));
    return used;
  }

  private static double cpuSeconds(long pid) {
    long ticks = pid == ProcessHandle.current().pid() ? ticks(pid, false) : ticksOfAll(pid);
    return ticks / TICKS_A_SECOND;
  }

  /** Of a process and its children; this one's are counted by their own names. */
  private static long ticksOfAll(long pid) {
    long children =
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToLong(child -> ticks(child.pid(), true))
            .sum();
    return children + ticks(pid, true);
  }

  private static long ticks(long pid, boolean withEndedChildren) {
    String stat = read(pid, "stat");
    // The second field, in brackets, is the program's name and may hold spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length < 15 ? 0 : ticks(fields, 11) + (withEndedChildren ? ticks(fields, 13) : 0);
  }

  private static long ticks(String[] fields, int first) {
    return Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1]);
  }

  private static long residentMiB(long pid) {
    Matcher resident = RESIDENT.matcher(read(pid, "status"));
    return resident.find() ? Long.parseLong(resident.group(1)) / 1024 : 0;
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      return "";
    }
  }
}
