/**
 * The session extension: what only a linked-device number has (status, QR, restart, logout,
 * profile, contacts).
 */
@NullMarked
package dev.chasqui.simulator.session;

import org.jspecify.annotations.NullMarked;
