/** What is done from time to time: commands that expire, and what is known for long enough. */
@NullMarked
package dev.chasqui.sender.chore;

import org.jspecify.annotations.NullMarked;
