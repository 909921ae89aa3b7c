package dev.chasqui.standalone;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.slf4j.event.KeyValuePair;

/**
 * One line for each step of a message: time, step, the way it moves, its status, then the ids. What
 * a service did not put into key-values is not shown, so no text of a message can be.
 */
public final class FlowLayout extends LayoutBase<ILoggingEvent> {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final Set<String> NUMBERS = Set.of("to", "from", "phone", "recipient", "waId");
  private static final Map<String, String> WAYS =
      Map.of(
          "command", "backend  -> queue",
          "result", "WhatsApp -> backend",
          "ack", "WhatsApp -> backend",
          "inbound", "WhatsApp -> backend",
          "webhook", "relay    -> subscriber");

  @Override
  public String doLayout(ILoggingEvent event) {
    Map<String, String> values = values(event.getKeyValuePairs());
    String step = values.remove("step");
    String status = values.remove("status");
    StringJoiner rest = new StringJoiner("  ");
    values.forEach((key, value) -> rest.add(key + " " + shown(key, value)));
    return "%s  %-8s %-23s %-10s %s%n"
        .formatted(
            LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault()).format(TIME),
            step == null ? event.getMessage() : step,
            step == null ? "" : WAYS.getOrDefault(step, ""),
            status == null ? "" : status.toLowerCase(Locale.ROOT),
            rest);
  }

  private static Map<String, String> values(List<KeyValuePair> pairs) {
    Map<String, String> values = new LinkedHashMap<>();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        if (pair.value != null) {
          values.put(pair.key, pair.value.toString());
        }
      }
    }
    return values;
  }

  private static String shown(String key, String value) {
    return NUMBERS.contains(key) ? masked(value) : value;
  }

  /** Keeps a number's country and its last two digits. */
  static String masked(String number) {
    int length = number.length();
    return length <= 6
        ? "*".repeat(length)
        : number.substring(0, 4) + "*".repeat(length - 6) + number.substring(length - 2);
  }
}
