/** Circuits, by a clock driven by hand. */
@NullMarked
package dev.chasqui.http.circuit;

import org.jspecify.annotations.NullMarked;
