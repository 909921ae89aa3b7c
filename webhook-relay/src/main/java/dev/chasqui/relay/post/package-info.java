/** What is posted to a subscriber: how its body is encrypted and signed, and its headers. */
@NullMarked
package dev.chasqui.relay.post;

import org.jspecify.annotations.NullMarked;
