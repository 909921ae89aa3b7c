package dev.chasqui.access;

import java.time.Instant;

/**
 * What may be shown of an account: all but its secrets. Immutable.
 *
 * @param kind {@code simulator} or {@code cloud-api}
 * @param enabled false if it neither sends nor receives
 * @param tenantEnabled false: the same, whatever it is itself
 * @see Account
 */
public record AccountSummary(
    long id,
    long tenantId,
    String kind,
    String phone,
    String baseUrl,
    String apiVersion,
    String phoneNumberId,
    boolean enabled,
    boolean tenantEnabled,
    Instant createdAt) {}
