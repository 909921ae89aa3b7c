/**
 * The inbound service: WhatsApp's webhook calls onto the provider events' topic, and from there as
 * canonical events onto the events' topic; and the history of chats, made of events and results.
 * {@link dev.chasqui.inbound.InboundService} is the whole of it. May depend on schemas, messaging,
 * http-client, chores and access, never on another service.
 */
@NullMarked
package dev.chasqui.inbound;

import org.jspecify.annotations.NullMarked;
