/** Files that come inside a call: told by their bytes what they are, and what WhatsApp takes. */
@NullMarked
package dev.chasqui.sender.media;

import org.jspecify.annotations.NullMarked;
