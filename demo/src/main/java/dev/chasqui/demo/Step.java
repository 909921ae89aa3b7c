package dev.chasqui.demo;

import dev.chasqui.schemas.Ack;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens to each message, in this order. */
enum Step {
  SENT("sent", null, "command -> WhatsApp accepted it"),
  SERVER("server", SENT, "-> acknowledged: sent"),
  DEVICE("delivered", SERVER, "-> acknowledged: delivered"),
  READ("read", DEVICE, "-> acknowledged: read"),
  REPLY("reply", READ, "-> the contact's reply is in"),
  WEBHOOKS("webhooks", REPLY, "-> all its webhooks are in, verified");

  private final String label;
  private final @Nullable Step before;
  private final String hop;

  Step(String label, @Nullable Step before, String hop) {
    this.label = label;
    this.before = before;
    this.hop = hop;
  }

  Optional<Step> before() {
    return Optional.ofNullable(before);
  }

  String label() {
    return label;
  }

  String hop() {
    return hop;
  }

  /** The step that an acknowledgement means, if it means one of these. */
  static Optional<Step> of(Ack ack) {
    return switch (ack) {
      case SERVER -> Optional.of(SERVER);
      case DEVICE -> Optional.of(DEVICE);
      case READ -> Optional.of(READ);
      case UNRECOGNIZED, ERROR, PENDING, PLAYED -> Optional.empty();
    };
  }
}
