/**
 * What became of each delivery, for people who ask: written with the deliveries, searched over
 * REST, forgotten by the day. Depends on {@code subscription} alone, for whose deliveries a caller
 * may see.
 */
@NullMarked
package dev.chasqui.relay.log;

import org.jspecify.annotations.NullMarked;
