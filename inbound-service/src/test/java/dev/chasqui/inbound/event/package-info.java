/** Tests of what is read from WhatsApp's webhooks. */
@NullMarked
package dev.chasqui.inbound.event;

import org.jspecify.annotations.NullMarked;
