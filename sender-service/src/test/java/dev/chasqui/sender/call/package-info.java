/** What callers of the REST resources are told. */
@NullMarked
package dev.chasqui.sender.call;

import org.jspecify.annotations.NullMarked;
