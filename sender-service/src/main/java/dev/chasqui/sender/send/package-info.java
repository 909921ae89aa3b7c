/**
 * From the queue to WhatsApp: each lease is one call, and what came of it settles the lease and
 * decides the command's result.
 */
@NullMarked
package dev.chasqui.sender.send;

import org.jspecify.annotations.NullMarked;
