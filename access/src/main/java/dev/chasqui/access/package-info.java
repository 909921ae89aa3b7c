/** Tenants, accounts, API keys and clients, authentication and error bodies. Knows no service. */
@NullMarked
package dev.chasqui.access;

import org.jspecify.annotations.NullMarked;
