/** What {@code deploy} has for production, held against the services that it is for. */
@NullMarked
package dev.chasqui.e2e.deploy;

import org.jspecify.annotations.NullMarked;
