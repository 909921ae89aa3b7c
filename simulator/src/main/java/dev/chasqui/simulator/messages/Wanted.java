package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.chat.Recipient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A send request that keeps every rule. */
record Wanted(Recipient recipient, String type, @Nullable String callbackData, ObjectNode body) {}
