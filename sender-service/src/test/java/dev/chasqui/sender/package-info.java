/** The sender as backends see it: on a real broker, registry and database, and the simulator. */
@NullMarked
package dev.chasqui.sender;

import org.jspecify.annotations.NullMarked;
