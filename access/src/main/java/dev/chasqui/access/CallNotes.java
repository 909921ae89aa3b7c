package dev.chasqui.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What the line of the log says of a call beside what it says of each: ids and codes, never texts,
 * numbers of people or secrets.
 */
public final class CallNotes {

  private static final String ATTRIBUTE = CallNotes.class.getName();

  private CallNotes() {}

  /** Notes something of the call that this thread answers; nothing if it answers none. */
  public static void add(String name, Object value) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call) {
      add(call.getRequest(), name, value);
    }
  }

  /** Notes something that is not null. */
  static void add(HttpServletRequest request, String name, @Nullable Object value) {
    if (value != null && request.getAttribute(ATTRIBUTE) instanceof Notes notes) {
      notes.values().put(name, value);
    }
  }

  /** What is noted of a call from now on. */
  static Map<String, Object> begin(HttpServletRequest request) {
    Notes notes = new Notes(new LinkedHashMap<>());
    request.setAttribute(ATTRIBUTE, notes);
    return notes.values();
  }

  private record Notes(Map<String, Object> values) {}
}
