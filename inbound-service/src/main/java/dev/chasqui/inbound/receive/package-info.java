/**
 * WhatsApp's webhook calls: verified over the raw bytes, kept on a topic, and only then answered.
 */
@NullMarked
package dev.chasqui.inbound.receive;

import org.jspecify.annotations.NullMarked;
