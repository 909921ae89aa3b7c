package dev.chasqui.inbound.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the ids of messages that callers hand back. Pure. */
final class MessageIds {

  private static final Pattern OF_JID =
      Pattern.compile("(?:true|false)_[^@]+@(?:c\\.us|g\\.us|lid|s\\.whatsapp\\.net)_(.+)");
  private static final Pattern OF_OTHERS = Pattern.compile("(?:true|false)_[^_]+_(.+)");

  private MessageIds() {}

  /** WhatsApp's id, or the command's, whether it stands alone or within a {@code message_id}. */
  static String id(String given) {
    for (Pattern form : new Pattern[] {OF_JID, OF_OTHERS}) {
      Matcher matcher = form.matcher(given);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return given;
  }
}
