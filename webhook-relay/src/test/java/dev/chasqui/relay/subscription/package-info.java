/** Tests of what subscriptions show of themselves. */
@NullMarked
package dev.chasqui.relay.subscription;

import org.jspecify.annotations.NullMarked;
