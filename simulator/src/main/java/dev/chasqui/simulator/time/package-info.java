/** Delays: work that happens later, bounded. */
@NullMarked
package dev.chasqui.simulator.time;

import org.jspecify.annotations.NullMarked;
