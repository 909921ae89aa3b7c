/** Counting, on its own. */
@NullMarked
package dev.chasqui.simulator.received;

import org.jspecify.annotations.NullMarked;
