@NullMarked
package dev.chasqui.benchmarks.receiver;

import org.jspecify.annotations.NullMarked;
