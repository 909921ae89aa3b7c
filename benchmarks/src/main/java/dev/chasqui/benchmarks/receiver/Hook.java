package dev.chasqui.benchmarks.receiver;

/**
 * A webhook that was received. Its address says what is to be done: {@code /counted/20/7} is
 * counted and answered after 20 ms, {@code /other/10000/1} is not counted, {@code /other/never/1}
 * is not answered either; the last number tells subscriptions from each other.
 *
 * @param delayMillis below 0 for never
 * @param id its {@code webhook-id}
 */
record Hook(boolean counted, int delayMillis, String id) {

  private static final String NEVER = "never";
  private static final String ID = "\r\nwebhook-id: ";
  private static final String LENGTH = "\r\ncontent-length: ";

  /**
   * Reads it from a request.
   *
   * @param head the request line and the headers
   */
  static Hook of(String head) {
    int kind = head.indexOf('/') + 1;
    int delay = head.indexOf('/', kind) + 1;
    int end = head.indexOf('/', delay);
    return new Hook(
        head.startsWith("counted", kind),
        head.startsWith(NEVER, delay) ? -1 : Integer.parseInt(head, delay, end, 10),
        header(head, ID));
  }

  /** How long the body of a request is. */
  static int bodyLength(String head) {
    String length = header(head, LENGTH);
    return length.isEmpty() ? 0 : Integer.parseInt(length);
  }

  /** A header's value; empty if it is absent. */
  private static String header(String head, String name) {
    for (int line = head.indexOf("\r\n"); line >= 0; line = head.indexOf("\r\n", line + 2)) {
      if (head.regionMatches(true, line, name, 0, name.length())) {
        int from = line + name.length();
        return head.substring(from, head.indexOf("\r\n", from));
      }
    }
    return "";
  }
}
