/** Tests of the languages. */
@NullMarked
package dev.chasqui.access.text;

import org.jspecify.annotations.NullMarked;
