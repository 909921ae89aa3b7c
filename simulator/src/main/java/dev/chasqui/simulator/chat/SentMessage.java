package dev.chasqui.simulator.chat;

import dev.chasqui.simulator.numbers.BusinessNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message that a business sent and that was accepted.
 *
 * @param type e.g. "text"
 * @param body the whole request
 */
public record SentMessage(
    BusinessNumber number,
    String wamid,
    Recipient recipient,
    String type,
    @Nullable String callbackData,
    ObjectNode body) {}
