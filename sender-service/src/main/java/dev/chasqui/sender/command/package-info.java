/**
 * Commands on their way in: read from the topic, checked, and put into the work queue before their
 * offsets are committed.
 */
@NullMarked
package dev.chasqui.sender.command;

import org.jspecify.annotations.NullMarked;
