/** What accounts may do. */
@NullMarked
package dev.chasqui.sender.limits;

import org.jspecify.annotations.NullMarked;
