/** What webhooks are posted to: a process that answers, and counts what it got. */
@NullMarked
package dev.chasqui.benchmarks.receiver;

import org.jspecify.annotations.NullMarked;
