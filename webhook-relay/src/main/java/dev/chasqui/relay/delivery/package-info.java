/**
 * From an event to its subscribers: attempts, signatures, the schedule of retries, the log of
 * attempts.
 */
@NullMarked
package dev.chasqui.relay.delivery;

import org.jspecify.annotations.NullMarked;
