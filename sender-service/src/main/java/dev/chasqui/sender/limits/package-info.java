/** What accounts may do, and what that makes of their lanes in the work queue. */
@NullMarked
package dev.chasqui.sender.limits;

import org.jspecify.annotations.NullMarked;
