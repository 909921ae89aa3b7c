/** Files that come inside a call: decoded, and told by their bytes what they are. */
@NullMarked
package dev.chasqui.sender.media;

import org.jspecify.annotations.NullMarked;
