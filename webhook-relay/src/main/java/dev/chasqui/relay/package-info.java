/**
 * Events to subscribers. May depend on schemas, messaging, work-queue and access, never on another
 * service.
 */
@NullMarked
package dev.chasqui.relay;

import org.jspecify.annotations.NullMarked;
