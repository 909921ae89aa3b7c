/**
 * What every Graph endpoint shares: reading a request, the error object, JSON, the version in the
 * path.
 */
@NullMarked
package dev.chasqui.simulator.graph;

import org.jspecify.annotations.NullMarked;
