package dev.chasqui.access;

import java.time.Instant;

/**
 * Who owns accounts, keys, clients and webhooks, and sees none of the others'. Immutable.
 *
 * @param id its number
 * @param name what people call it; two may have the same
 */
public record Tenant(long id, String name, Instant createdAt) {}
