/** Who is on WhatsApp: asked at the account's pace, and remembered. */
@NullMarked
package dev.chasqui.sender.contact;

import org.jspecify.annotations.NullMarked;
