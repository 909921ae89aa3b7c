/**
 * WhatsApp's Graph API as the sender uses it: what a request says, and what came of it. Knows
 * neither Kafka nor the queue.
 */
@NullMarked
package dev.chasqui.sender.graph;

import org.jspecify.annotations.NullMarked;
