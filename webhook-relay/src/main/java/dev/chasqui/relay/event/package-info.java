/** Events as subscribers get them: names, and JSON. */
@NullMarked
package dev.chasqui.relay.event;

import org.jspecify.annotations.NullMarked;
