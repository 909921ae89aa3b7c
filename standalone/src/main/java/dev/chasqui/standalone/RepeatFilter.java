package dev.chasqui.standalone;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets a message that repeats through once in a while, so that a part that is down does not fill
 * the screen. The log file has every one. Thread-safe.
 */
public final class RepeatFilter extends Filter<ILoggingEvent> {

  private static final long AGAIN_AFTER_MILLIS = 15_000;
  private static final int MOST_KEPT = 200;

  private final Map<String, Long> shown =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_KEPT;
        }
      };

  @Override
  public synchronized FilterReply decide(ILoggingEvent event) {
    // The message before its arguments are put in: these often differ.
    String key = event.getLoggerName() + event.getMessage();
    Long before = shown.get(key);
    if (before != null && event.getTimeStamp() - before < AGAIN_AFTER_MILLIS) {
      return FilterReply.DENY;
    }
    shown.remove(key);
    shown.put(key, event.getTimeStamp());
    return FilterReply.NEUTRAL;
  }
}
