/** Figures as a table, as JSON and as a plot. */
@NullMarked
package dev.chasqui.benchmarks.report;

import org.jspecify.annotations.NullMarked;
