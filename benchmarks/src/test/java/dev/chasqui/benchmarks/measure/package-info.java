@NullMarked
package dev.chasqui.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
