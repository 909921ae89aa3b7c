/** How the benchmark tells its helper processes what to do: HTTP on a port of their own. */
@NullMarked
package dev.chasqui.benchmarks.control;

import org.jspecify.annotations.NullMarked;
