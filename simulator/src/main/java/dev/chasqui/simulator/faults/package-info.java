/** Faults on demand: what goes wrong, for whom, and how often. */
@NullMarked
package dev.chasqui.simulator.faults;

import org.jspecify.annotations.NullMarked;
