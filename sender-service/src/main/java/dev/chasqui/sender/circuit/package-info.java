/**
 * A circuit breaker for each of WhatsApp's addresses: while calls to one keep failing, its commands
 * wait in the queue and nothing is called. One that answers nothing gets a share of the calls.
 */
@NullMarked
package dev.chasqui.sender.circuit;

import org.jspecify.annotations.NullMarked;
