package dev.chasqui.standalone;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A warning or an error in one line; its stack trace is in the log file. */
public final class AlertLayout extends LayoutBase<ILoggingEvent> {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int MOST = 400;

  @Override
  public String doLayout(ILoggingEvent event) {
    String text = event.getFormattedMessage() + cause(event.getThrowableProxy());
    String line = text.replaceAll("\\s*\\R\\s*", " | ");
    return "%s  %-8s %s%n"
        .formatted(
            LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault()).format(TIME),
            event.getLevel(),
            line.length() > MOST ? line.substring(0, MOST) + "..." : line);
  }

  private static String cause(IThrowableProxy thrown) {
    if (thrown == null) {
      return "";
    }
    IThrowableProxy root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String type = root.getClassName();
    return ": " + type.substring(type.lastIndexOf('.') + 1) + ": " + root.getMessage();
  }
}
