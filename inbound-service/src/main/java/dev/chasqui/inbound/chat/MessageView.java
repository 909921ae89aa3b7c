package dev.chasqui.inbound.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as callers see it.
 *
 * @param direction {@code inbound} or {@code outbound}
 * @param message its text, empty if it has none
 * @param type as WhatsApp names it, such as {@code text} or {@code image}
 * @param timestamp of inbound ones WhatsApp's second, and within it when they were received
 * @param status of outbound ones {@code queued}, {@code unknown}, {@code sent}, {@code failed},
 *     {@code delivered} or {@code read}; of inbound ones {@code delivered} or {@code read}
 * @param media left out if it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageView(
    @Schema(example = "7771") long id,
    @JsonProperty("message_id") @Schema(example = "false_5219991234567@c.us_wamid.HBgN")
        String messageId,
    @Schema(example = "inbound") String direction,
    @Schema(example = "Hola, quiero información") String message,
    @Schema(example = "text") String type,
    Instant timestamp,
    @Schema(example = "read") String status,
    @Nullable MediaView media) {

  /**
   * A message's file.
   *
   * @param id to fetch it by, {@code GET /api/media/{id}}; left out of messages that were sent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MediaView(@Nullable Long id, @Nullable String mimeType, @Nullable String filename) {}
}
