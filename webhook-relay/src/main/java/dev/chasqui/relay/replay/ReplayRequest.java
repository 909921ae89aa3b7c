package dev.chasqui.relay.replay;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/webhooks/{id}/replay}, as it came. Immutable.
 *
 * @param since events from this time on, ISO 8601; null if {@code fromEventId} is given
 * @param fromEventId this event and what came after it; null if {@code since} is given
 * @param failedOnly whether to leave out what was delivered; false if absent
 * @param unknownFields what else was given: a misspelt {@code failedOnly} would send all of it
 *     again
 */
record ReplayRequest(
    @Nullable String since,
    @Nullable String fromEventId,
    @Nullable Boolean failedOnly,
    @JsonAnySetter @Schema(hidden = true) @Nullable Map<String, Object> unknownFields) {}
