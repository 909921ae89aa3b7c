package dev.chasqui.sender;

import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.TextContent;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Commands as a backend writes them. */
final class Commands {

  private static final AtomicInteger RECIPIENTS = new AtomicInteger(1_000_000);

  private Commands() {}

  /** A phone number that no other test writes to. */
  static String recipient() {
    return "1555" + RECIPIENTS.incrementAndGet();
  }

  /** A command that lacks its content, to a recipient of its own. */
  static SendCommand.Builder empty(TestAccount account) {
    return SendCommand.newBuilder()
        .setCommandId(UUID.randomUUID().toString())
        .setAccountId(account.id())
        .setTo(recipient());
  }

  static SendCommand.Builder text(TestAccount account) {
    return empty(account).setText(text("hi"));
  }

  static TextContent text(String body) {
    return TextContent.newBuilder().setBody(body).build();
  }
}
