package dev.chasqui.inbound.history;

/** A message as the database has it. Immutable. */
record KeptMessage(MessageKey key, long chatId, MessageFacts facts) {}
