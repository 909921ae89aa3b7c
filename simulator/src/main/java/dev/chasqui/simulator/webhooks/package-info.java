/**
 * Webhooks out: the signed envelope, its delivery with retries, and the hub.challenge handshake.
 */
@NullMarked
package dev.chasqui.simulator.webhooks;

import org.jspecify.annotations.NullMarked;
