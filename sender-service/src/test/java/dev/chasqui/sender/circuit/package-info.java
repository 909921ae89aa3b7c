/** Circuits, by a clock driven by hand. */
@NullMarked
package dev.chasqui.sender.circuit;

import org.jspecify.annotations.NullMarked;
