/**
 * What both faces of the REST API share: a call becomes a command on the topic, and its answer is
 * made of the command's result. Knows nothing of the queue; whichever instance sends the command,
 * this one hears of it.
 */
@NullMarked
package dev.chasqui.sender.call;

import org.jspecify.annotations.NullMarked;
