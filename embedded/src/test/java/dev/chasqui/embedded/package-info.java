/** Starts, kills and restarts each server, on real data. */
@NullMarked
package dev.chasqui.embedded;

import org.jspecify.annotations.NullMarked;
