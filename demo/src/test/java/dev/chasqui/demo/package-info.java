/** Tests of the demo's reckoning and display. */
@NullMarked
package dev.chasqui.demo;

import org.jspecify.annotations.NullMarked;
