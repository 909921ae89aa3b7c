/**
 * The webhook relay: events from the topic to their subscribers, signed, at once where that can be
 * and else through the queue. {@link dev.chasqui.relay.RelayService} is the whole of it. May depend
 * on schemas, messaging, work-queue, http-client, metrics, chores and access, never on another
 * service.
 */
@NullMarked
package dev.chasqui.relay;

import org.jspecify.annotations.NullMarked;
