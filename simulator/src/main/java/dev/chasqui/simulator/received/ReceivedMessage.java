package dev.chasqui.simulator.received;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message as it was accepted, kept for looking.
 *
 * @param to digits, or the id as given when it is not a phone number
 * @param body the whole request
 */
public record ReceivedMessage(
    String id,
    String phoneNumberId,
    String to,
    String type,
    @Nullable String callbackData,
    Instant at,
    JsonNode body) {}
