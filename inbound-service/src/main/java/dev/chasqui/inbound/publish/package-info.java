/** From the topic of provider events to the topic of canonical ones. */
@NullMarked
package dev.chasqui.inbound.publish;

import org.jspecify.annotations.NullMarked;
