/** What goes to WhatsApp and what its answers mean. */
@NullMarked
package dev.chasqui.sender.graph;

import org.jspecify.annotations.NullMarked;
