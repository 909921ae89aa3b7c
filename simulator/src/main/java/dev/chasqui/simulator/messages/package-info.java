/** Sending: POST /{version}/{phone-number-id}/messages, its rules and its answer. */
@NullMarked
package dev.chasqui.simulator.messages;

import org.jspecify.annotations.NullMarked;
