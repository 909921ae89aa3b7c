package dev.chasqui.inbound.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A chat as callers see it.
 *
 * @param contactNumber digits of the contact's number; if that is not known, the JID or user id
 *     that a message is sent to; of a group its JID
 * @param contactName that WhatsApp told last; null if none
 * @param profilePicUrl null: WhatsApp's events have none
 * @param lastMessage its text, empty if it has none
 * @param updatedAt when that was sent
 * @param unreadCount messages of the contact after the last one that was marked as read
 */
record ChatView(
    @Schema(example = "123") long id,
    @JsonProperty("contact_number") @Schema(example = "5219991234567") String contactNumber,
    @JsonProperty("contact_name") @Schema(example = "Juan Pérez") @Nullable String contactName,
    @JsonProperty("profile_pic_url") @Nullable String profilePicUrl,
    @JsonProperty("last_message") @Schema(example = "¿Cuál es el precio?") String lastMessage,
    @JsonProperty("updated_at") Instant updatedAt,
    @JsonProperty("unread_count") @Schema(example = "2") int unreadCount) {}
