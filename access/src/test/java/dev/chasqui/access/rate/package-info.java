/** Tests of counting requests, on a real database and a clock of their own. */
@NullMarked
package dev.chasqui.access.rate;

import org.jspecify.annotations.NullMarked;
