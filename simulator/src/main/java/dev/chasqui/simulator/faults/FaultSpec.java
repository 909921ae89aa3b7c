package dev.chasqui.simulator.faults;

import org.jspecify.annotations.Nullable;

/**
 * A fault to be set.
 *
 * @param phoneNumberId only for this business number; null: for all
 * @param to only for this recipient (digits, group id or BSUID); null: for all
 * @param times so often, then never again; null: until cleared
 * @param probability from 0 to 1; null: always
 * @param code Graph's code, for ERROR (default 131000) and FAIL (default 131026)
 * @param httpStatus for HTTP (default 502), and to differ from the table for ERROR
 * @param details what the error's details say; null: a standing text
 * @param retryAfterSeconds Retry-After header of ERROR and HTTP; null: none
 * @param millis for LATENCY (default 1000) and HANG_AFTER (default 60,000)
 */
public record FaultSpec(
    FaultKind kind,
    @Nullable String phoneNumberId,
    @Nullable String to,
    @Nullable Integer times,
    @Nullable Double probability,
    @Nullable Integer code,
    @Nullable Integer httpStatus,
    @Nullable String details,
    @Nullable Integer retryAfterSeconds,
    @Nullable Long millis) {}
