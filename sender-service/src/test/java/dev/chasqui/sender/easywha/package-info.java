/** Files on the disk, by a clock driven by hand. */
@NullMarked
package dev.chasqui.sender.easywha;

import org.jspecify.annotations.NullMarked;
