/** The people at the other end: who they are, when they receive and read, and what they answer. */
@NullMarked
package dev.chasqui.simulator.chat;

import org.jspecify.annotations.NullMarked;
