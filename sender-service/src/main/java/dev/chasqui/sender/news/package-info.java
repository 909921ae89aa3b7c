/**
 * What WhatsApp's statuses say of commands in doubt: taken from the events, kept until the command
 * is decided.
 */
@NullMarked
package dev.chasqui.sender.news;

import org.jspecify.annotations.NullMarked;
