package dev.chasqui.inbound.history;

/**
 * Which message of which account. Immutable.
 *
 * @param key see {@link MessageKeys}
 */
record MessageKey(long accountId, String key) {}
