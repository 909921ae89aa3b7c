/** Tests of the queue and its worker on a real PostgreSQL, with two instances where it matters. */
@NullMarked
package dev.chasqui.workqueue;

import org.jspecify.annotations.NullMarked;
