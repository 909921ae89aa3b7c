package dev.chasqui.sender.send;

import dev.chasqui.sender.graph.SendOutcome;
import java.util.Collection;
import java.util.Map;

/** Where news of commands comes from that may or may not have reached WhatsApp. Thread-safe. */
@FunctionalInterface
public interface InDoubt {

  /**
   * What came of commands after all, as far as it is known.
   *
   * @param keys see {@link CommandKey}
   * @return by key: that WhatsApp took it, or refused it
   */
  Map<String, SendOutcome> news(Collection<String> keys);
}
