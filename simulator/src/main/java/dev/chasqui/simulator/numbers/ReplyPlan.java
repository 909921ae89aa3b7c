package dev.chasqui.simulator.numbers;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the person at the other end answers to a message that reached them.
 *
 * @param mode default OFF
 * @param text for mode TEXT; {@code {text}} stands for the message's text, {@code {name}} for the
 *     person's name
 * @param delayMillis after the last status; default 50
 */
public record ReplyPlan(@Nullable Mode mode, @Nullable String text, @Nullable Long delayMillis) {

  /** Whether and how a person answers. */
  public enum Mode {
    /** Not at all. */
    OFF,
    /** The same text; the first button or row of an interactive message; else a word about it. */
    ECHO,
    /** A fixed text. */
    TEXT
  }

  public static final ReplyPlan OFF = new ReplyPlan(Mode.OFF, null, null);
  public static final ReplyPlan ECHO = new ReplyPlan(Mode.ECHO, null, null);

  public Mode kind() {
    return Objects.requireNonNullElse(mode, Mode.OFF);
  }

  public String template() {
    return Objects.requireNonNullElse(text, "Thank you, {name} here: {text}");
  }

  public Duration delay() {
    return Duration.ofMillis(delayMillis == null ? 50 : delayMillis);
  }
}
