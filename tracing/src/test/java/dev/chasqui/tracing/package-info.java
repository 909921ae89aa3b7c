/** Traces, without servers. */
@NullMarked
package dev.chasqui.tracing;

import org.jspecify.annotations.NullMarked;
