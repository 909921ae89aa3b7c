/** The simulator as its users see it: over HTTP, with webhooks received over HTTP. */
@NullMarked
package dev.chasqui.simulator;

import org.jspecify.annotations.NullMarked;
