/** Tests of what the commands read and print; those of the commands are in the sender. */
@NullMarked
package dev.chasqui.cli;

import org.jspecify.annotations.NullMarked;
