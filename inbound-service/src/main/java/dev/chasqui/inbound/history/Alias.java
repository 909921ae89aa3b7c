package dev.chasqui.inbound.history;

/** An identifier of a contact or group of an account. Immutable. */
record Alias(long accountId, String name) {}
