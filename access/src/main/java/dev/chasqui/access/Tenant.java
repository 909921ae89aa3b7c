package dev.chasqui.access;

import java.time.Instant;

/**
 * Who owns accounts, keys, clients and webhooks, and sees none of the others'. Immutable.
 *
 * @param id its number
 * @param name what people call it; two may have the same
 * @param enabled false if its keys and clients open nothing and its accounts are not used
 */
public record Tenant(long id, String name, boolean enabled, Instant createdAt) {}
