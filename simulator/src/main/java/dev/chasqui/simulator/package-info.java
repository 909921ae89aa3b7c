/** A WhatsApp on your machine that speaks the Graph shape over HTTP. Knows no other module. */
@NullMarked
package dev.chasqui.simulator;

import org.jspecify.annotations.NullMarked;
