/** The REST resources of EasyWha that send: a text, or a file that comes inside the call. */
@NullMarked
package dev.chasqui.sender.easywha;

import org.jspecify.annotations.NullMarked;
