/**
 * The REST resource media: files of received messages, fetched from WhatsApp when they are asked
 * for. May use neither {@code history} nor {@code chat}.
 */
@NullMarked
package dev.chasqui.inbound.media;

import org.jspecify.annotations.NullMarked;
