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
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One line for each step of a message: time, step, the way it moves, its status or, without one,
 * its type, then the ids. What a service did not put into key-values is not shown, so no text of a
 * message can be.
 */
public final class FlowLayout extends LayoutBase<ILoggingEvent> {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int MOST = 36;
  private static final Map<String, String> WAYS =
      Map.of(
          "command", "backend  -> queue",
          "attempt", "queue    -> WhatsApp",
          "result", "WhatsApp -> backend",
          "ack", "WhatsApp -> backend",
          "inbound", "WhatsApp -> backend",
          "webhook", "relay    -> subscriber");

  @Override
  public String doLayout(ILoggingEvent event) {
    Map<String, String> values = values(event.getKeyValuePairs());
    String step = values.remove("step");
    String status = values.remove("status");
    return "%s  %-8s %-23s %-16s %s%n"
        .formatted(
            LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault()).format(TIME),
            step == null ? event.getMessage() : step,
            step == null ? "" : WAYS.getOrDefault(step, ""),
            status == null ? values.getOrDefault("type", "") : status.toLowerCase(Locale.ROOT),
            details(values));
  }

  /** What a person looks for; the log file has the rest. A message's id holds a phone number. */
  private static String details(Map<String, String> values) {
    StringJoiner details = new StringJoiner("  ");
    add(details, "account", values.get("accountId"));
    add(details, "command", values.get("commandId"));
    add(details, "event", values.get("eventId"));
    add(details, "to", values.get("subscriptionId"));
    add(details, "attempt", values.get("attempt"));
    add(details, "error", values.getOrDefault("errorCode", values.get("reason")));
    return details.toString();
  }

  private static void add(StringJoiner details, String label, @Nullable String value) {
    if (value != null) {
      details.add(label + " " + (value.length() > MOST ? value.substring(0, MOST) + ".." : value));
    }
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
}
