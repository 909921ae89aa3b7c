/**
 * What a service does from time to time, in small steps, on a thread of its own: it purges,
 * expires, measures; how late each is can be measured too. Knows no other module.
 */
@NullMarked
package dev.chasqui.chores;

import org.jspecify.annotations.NullMarked;
