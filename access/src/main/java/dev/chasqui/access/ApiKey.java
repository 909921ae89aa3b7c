package dev.chasqui.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be known of a key that opens the REST resources; the key itself is not kept. Immutable.
 *
 * @param id its number
 * @param tenantId whose resources it opens
 * @param accountId the account that it acts for
 * @param name what people call it
 * @param hint its first characters; null if it was made before they were kept
 * @param expiresAt from when on it opens nothing; null for never
 * @param revokedAt since when it opens nothing; null if it was not revoked
 */
public record ApiKey(
    long id,
    long tenantId,
    long accountId,
    String name,
    @Nullable String hint,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {

  /**
   * A key that was just made.
   *
   * @param key cannot be shown again
   */
  public record Issued(ApiKey info, Secret key) {}
}
