/** Tests of what reads the history, on a real database. */
@NullMarked
package dev.chasqui.inbound.chat;

import org.jspecify.annotations.NullMarked;
