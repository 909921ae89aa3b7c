/** The launcher as a user meets it: {@code ./chasqui up}, {@code demo}, {@code down}, kills. */
@NullMarked
package dev.chasqui.e2e.launcher;

import org.jspecify.annotations.NullMarked;
