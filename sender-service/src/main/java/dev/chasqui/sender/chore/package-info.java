/** What the sender forgets from time to time: what is known for long enough. */
@NullMarked
package dev.chasqui.sender.chore;

import org.jspecify.annotations.NullMarked;
