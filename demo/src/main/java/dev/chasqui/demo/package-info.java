/**
 * A backend and a webhook subscriber that show the whole way of a message. Uses what any user has:
 * topics, REST and webhooks.
 */
@NullMarked
package dev.chasqui.demo;

import org.jspecify.annotations.NullMarked;
