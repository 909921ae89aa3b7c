/** Records that are always the same: the examples of the documentation. */
@NullMarked
package dev.chasqui.testing.samples;

import org.jspecify.annotations.NullMarked;
