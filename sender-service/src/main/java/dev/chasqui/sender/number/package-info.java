/**
 * Phone numbers that have two forms (Brazil, Mexico, Argentina): which one WhatsApp knows, as it
 * has said itself. A number is never rewritten without its word.
 */
@NullMarked
package dev.chasqui.sender.number;

import org.jspecify.annotations.NullMarked;
