/** How many requests come from an address, and which address that is. Knows no HTTP. */
@NullMarked
package dev.chasqui.access.rate;

import org.jspecify.annotations.NullMarked;
