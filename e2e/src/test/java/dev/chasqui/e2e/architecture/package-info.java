/** The arrows between modules and packages, and rules for all code. */
@NullMarked
package dev.chasqui.e2e.architecture;

import org.jspecify.annotations.NullMarked;
