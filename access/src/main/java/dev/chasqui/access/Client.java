package dev.chasqui.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a client; its secret may not. Immutable.
 *
 * @param id public
 * @param tenantId whose it is
 * @param name what people call it
 * @param revokedAt since when it cannot log in; null if it can
 */
public record Client(
    String id, long tenantId, String name, Instant createdAt, @Nullable Instant revokedAt) {}
