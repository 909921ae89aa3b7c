/** Tests against a real PostgreSQL and over real HTTP. */
@NullMarked
package dev.chasqui.access;

import org.jspecify.annotations.NullMarked;
