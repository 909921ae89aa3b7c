/**
 * What the events say that the sender has to know: WhatsApp's statuses of commands in doubt, kept
 * until the command is decided, and how sessions stand.
 */
@NullMarked
package dev.chasqui.sender.news;

import org.jspecify.annotations.NullMarked;
