package dev.chasqui.inbound.chat;

import dev.chasqui.access.Times;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page of chats ended. Clients hand its text back and don't look into it. Immutable.
 *
 * @param lastAt of the last chat's newest message
 */
record ChatCursor(Instant lastAt, long chatId) {

  /** Empty if it is none of ours. */
  static Optional<ChatCursor> parse(String text) {
    try {
      String read = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      int slash = read.indexOf('/');
      long chatId = Long.parseLong(read.substring(slash + 1));
      return Times.read(read.substring(0, Math.max(0, slash)))
          .map(lastAt -> new ChatCursor(lastAt, chatId));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((lastAt + "/" + chatId).getBytes(StandardCharsets.US_ASCII));
  }
}
