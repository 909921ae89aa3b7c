/** What the end-to-end tests share. */
@NullMarked
package dev.chasqui.e2e;

import org.jspecify.annotations.NullMarked;
