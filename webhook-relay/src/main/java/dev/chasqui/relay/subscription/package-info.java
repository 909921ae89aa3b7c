/** Who wants which events, and where: the REST resource webhooks. */
@NullMarked
package dev.chasqui.relay.subscription;

import org.jspecify.annotations.NullMarked;
