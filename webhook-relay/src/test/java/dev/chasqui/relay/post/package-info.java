/** Tests of how webhooks are signed. */
@NullMarked
package dev.chasqui.relay.post;

import org.jspecify.annotations.NullMarked;
