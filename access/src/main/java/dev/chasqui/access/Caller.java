package dev.chasqui.access;

/**
 * Who calls a REST resource. Immutable.
 *
 * @param tenantId whose resources it may see
 * @param accountId the account that it acts for
 */
public record Caller(long tenantId, long accountId) {}
