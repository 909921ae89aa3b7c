/**
 * The history: chats and messages, made of {@code whatsapp.events} and {@code whatsapp.results} so
 * that neither the order of arrival nor repetitions matter. What a record tells ({@link
 * dev.chasqui.inbound.history.Note}) is merged in memory, by pure code, under the lock of its chat;
 * the database only keeps it.
 */
@NullMarked
package dev.chasqui.inbound.history;

import org.jspecify.annotations.NullMarked;
