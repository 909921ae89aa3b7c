package dev.chasqui.sender.contact;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of numbers. Immutable.
 *
 * @param registered by number, digits only: whether it is on WhatsApp
 * @param later when the others may be asked for; null if there are none
 */
public record Checks(Map<String, Boolean> registered, @Nullable Instant later) {}
