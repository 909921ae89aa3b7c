/**
 * The sender service: commands from the topic into the work queue, from there to WhatsApp at the
 * account's pace, and the outcome to the results topic. {@link dev.chasqui.sender.SenderService} is
 * the whole of it. May depend on schemas, messaging, work-queue, http-client, metrics, chores and
 * access, never on another service.
 */
@NullMarked
package dev.chasqui.sender;

import org.jspecify.annotations.NullMarked;
