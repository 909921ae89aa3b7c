/**
 * Sends again what was sent: one delivery, or all that a webhook wanted since a time. Reads the
 * events from their topic and hands them to {@code delivery}.
 */
@NullMarked
package dev.chasqui.relay.replay;

import org.jspecify.annotations.NullMarked;
