/** The helpers that other modules' tests rely on. */
@NullMarked
package dev.chasqui.testing;

import org.jspecify.annotations.NullMarked;
