/** The admin API: tenants, accounts, keys and clients, for operators, at a port of its own. */
@NullMarked
package dev.chasqui.sender.admin;

import org.jspecify.annotations.NullMarked;
