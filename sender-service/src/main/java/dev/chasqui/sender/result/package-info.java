/**
 * Results on their way out: decided in the queue's transaction, kept in the outbox, published from
 * there in order.
 */
@NullMarked
package dev.chasqui.sender.result;

import org.jspecify.annotations.NullMarked;
