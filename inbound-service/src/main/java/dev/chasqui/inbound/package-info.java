/**
 * The inbound service: WhatsApp's webhook calls onto the provider events' topic, and from there as
 * canonical events onto the events' topic. {@link dev.chasqui.inbound.InboundService} is the whole
 * of it. May depend on schemas, messaging and access, never on another service.
 */
@NullMarked
package dev.chasqui.inbound;

import org.jspecify.annotations.NullMarked;
