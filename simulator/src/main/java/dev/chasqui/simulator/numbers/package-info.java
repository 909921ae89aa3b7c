/**
 * The simulated business numbers: their tokens, secrets, call-backs and behaviour, and how they are
 * read and set.
 */
@NullMarked
package dev.chasqui.simulator.numbers;

import org.jspecify.annotations.NullMarked;
