/** Tests of this module, on a real broker and a real registry. */
@NullMarked
package dev.chasqui.messaging;

import org.jspecify.annotations.NullMarked;
