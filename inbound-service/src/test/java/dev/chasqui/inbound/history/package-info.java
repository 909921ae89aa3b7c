/** Tests of the history's merging, on a real database. */
@NullMarked
package dev.chasqui.inbound.history;

import org.jspecify.annotations.NullMarked;
