/** The REST resources of WhatsApp API Engine that the sender serves, and those of ours. */
@NullMarked
package dev.chasqui.sender.rest;

import org.jspecify.annotations.NullMarked;
