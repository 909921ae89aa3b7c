/** What is measured of the sender, and the arithmetic of it. */
@NullMarked
package dev.chasqui.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
