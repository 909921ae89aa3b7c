package dev.chasqui.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a client; its secret may not. Immutable.
 *
 * @param id public
 * @param tenantId whose it is
 * @param name what people call it
 * @param allowedAddresses where it may call from, addresses and networks; empty for anywhere
 * @param revokedAt since when it can neither log in nor call; null if it can
 */
public record Client(
    String id,
    long tenantId,
    String name,
    List<String> allowedAddresses,
    Instant createdAt,
    @Nullable Instant revokedAt) {}
