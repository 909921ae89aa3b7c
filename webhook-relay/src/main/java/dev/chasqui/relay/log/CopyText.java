package dev.chasqui.relay.log;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of PostgreSQL's COPY
 * (https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-FILE-FORMATS).
 */
final class CopyText {

  private final StringBuilder text = new StringBuilder();
  private boolean begun;

  /** The next column of the row; an object is written as its string. */
  CopyText add(@Nullable Object value) {
    if (begun) {
      text.append('\t');
    }
    begun = true;
    if (value == null) {
      text.append("\\N");
    } else {
      escape(value.toString());
    }
    return this;
  }

  void endRow() {
    text.append('\n');
    begun = false;
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void escape(String value) {
    int copied = 0;
    for (int i = 0; i < value.length(); i++) {
      String escaped =
          switch (value.charAt(i)) {
            case '\\' -> "\\\\";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> null;
          };
      if (escaped != null) {
        text.append(value, copied, i).append(escaped);
        copied = i + 1;
      }
    }
    text.append(value, copied, value.length());
  }
}
