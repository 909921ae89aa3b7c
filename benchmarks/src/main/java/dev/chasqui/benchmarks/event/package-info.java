/** The events that go to webhooks, and where they go: what all processes of a run know. */
@NullMarked
package dev.chasqui.benchmarks.event;

import org.jspecify.annotations.NullMarked;
