/** Tests of the settings, the state and the launcher, without starting servers. */
@NullMarked
package dev.chasqui.standalone;

import org.jspecify.annotations.NullMarked;
