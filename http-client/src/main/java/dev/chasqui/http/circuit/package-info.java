/** Circuit breakers: who keeps failing is left alone for a while. */
@NullMarked
package dev.chasqui.http.circuit;

import org.jspecify.annotations.NullMarked;
