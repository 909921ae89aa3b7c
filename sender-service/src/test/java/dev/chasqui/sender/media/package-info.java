/** Files that come inside a call. */
@NullMarked
package dev.chasqui.sender.media;

import org.jspecify.annotations.NullMarked;
