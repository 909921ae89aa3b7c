/**
 * Commands to WhatsApp. May depend on schemas, messaging, work-queue and access, never on another
 * service.
 */
@NullMarked
package dev.chasqui.sender;

import org.jspecify.annotations.NullMarked;
