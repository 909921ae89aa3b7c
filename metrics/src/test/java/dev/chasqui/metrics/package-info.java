@NullMarked
package dev.chasqui.metrics;

import org.jspecify.annotations.NullMarked;
