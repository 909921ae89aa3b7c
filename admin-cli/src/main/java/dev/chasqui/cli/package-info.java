/**
 * {@code ./chasqui tenants|accounts|keys|clients}: calls the admin API as any operator could, over
 * HTTP. Uses no other module.
 */
@NullMarked
package dev.chasqui.cli;

import org.jspecify.annotations.NullMarked;
