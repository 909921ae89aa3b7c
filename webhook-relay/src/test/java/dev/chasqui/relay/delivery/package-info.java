/** Tests of single parts of a delivery. */
@NullMarked
package dev.chasqui.relay.delivery;

import org.jspecify.annotations.NullMarked;
