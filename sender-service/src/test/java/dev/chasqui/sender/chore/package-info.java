/** What follows from an attempt. */
@NullMarked
package dev.chasqui.sender.chore;

import org.jspecify.annotations.NullMarked;
