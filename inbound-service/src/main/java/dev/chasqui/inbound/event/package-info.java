/**
 * What WhatsApp said, as canonical events: pure reading of JSON, with ids that do not depend on
 * when or how often it was said.
 */
@NullMarked
package dev.chasqui.inbound.event;

import org.jspecify.annotations.NullMarked;
