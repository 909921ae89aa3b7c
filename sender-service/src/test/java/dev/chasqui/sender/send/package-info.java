/** What follows from an attempt. */
@NullMarked
package dev.chasqui.sender.send;

import org.jspecify.annotations.NullMarked;
