/** The tables of bulk jobs. */
@NullMarked
package dev.chasqui.sender.bulk;

import org.jspecify.annotations.NullMarked;
