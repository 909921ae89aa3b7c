/**
 * Tenants, accounts, API keys and clients, authentication and error bodies, a span and a line of
 * the log for each call. Knows {@code tracing}, and no service.
 */
@NullMarked
package dev.chasqui.access;

import org.jspecify.annotations.NullMarked;
