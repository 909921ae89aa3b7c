/**
 * Traces: the spans of what comes in batches and waits in queues, and how a trace is handed on. Off
 * unless it is known where to send them; then what came with a trace still hands it on. Knows
 * OpenTelemetry and no other module.
 */
@NullMarked
package dev.chasqui.tracing;

import org.jspecify.annotations.NullMarked;
