/** Chores, by a clock driven by hand. */
@NullMarked
package dev.chasqui.chores;

import org.jspecify.annotations.NullMarked;
