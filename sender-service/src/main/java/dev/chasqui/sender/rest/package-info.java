/**
 * The REST resource messages: a call becomes a command on the topic, and its answer is the
 * command's result. Knows nothing of the queue; whichever instance sends the command, this one
 * hears of it.
 */
@NullMarked
package dev.chasqui.sender.rest;

import org.jspecify.annotations.NullMarked;
