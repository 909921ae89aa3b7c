/**
 * The REST resource chats: what the history has, as EasyWha's page shows it. May use {@code
 * history}, never the other way round.
 */
@NullMarked
package dev.chasqui.inbound.chat;

import org.jspecify.annotations.NullMarked;
