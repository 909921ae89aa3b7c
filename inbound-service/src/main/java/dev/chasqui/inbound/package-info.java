/**
 * WhatsApp's webhooks to events. May depend on schemas, messaging and access, never on another
 * service.
 */
@NullMarked
package dev.chasqui.inbound;

import org.jspecify.annotations.NullMarked;
