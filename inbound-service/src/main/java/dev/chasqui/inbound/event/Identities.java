package dev.chasqui.inbound.event;

import dev.chasqui.schemas.Identity;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who somebody is, from the fields that WhatsApp spreads over a message and its contacts. Pure. */
final class Identities {

  private static final String LID = "@lid";

  private static final Pattern PHONE =
      Pattern.compile("\\+?([0-9]+)(?:@(?:c\\.us|s\\.whatsapp\\.net))?");

  private Identities() {}

  /**
   * The sender of a message.
   *
   * @param contacts the {@code contacts} of the same webhook
   */
  static Identity sender(JsonNode message, JsonNode contacts) {
    return identity(
        id(message, "from"),
        id(message, "from_user_id"),
        id(message, "from_parent_user_id"),
        contacts);
  }

  /**
   * The recipient of a message that we sent; in a group, the participant that a status is about.
   */
  static Identity recipient(JsonNode status, boolean group, JsonNode contacts) {
    return identity(
        id(status, group ? "recipient_participant_id" : "recipient_id"),
        id(status, "recipient_user_id"),
        id(status, "recipient_parent_user_id"),
        contacts);
  }

  /** Who a contact is now, after a change of number or user id; null if neither changed. */
  static @Nullable Identity changedTo(JsonNode system) {
    String phone = id(system, "wa_id");
    String older = id(system, "new_wa_id");
    String bsuid = id(system, "user_id");
    if (phone == null && older == null && bsuid == null) {
      return null;
    }
    return Identity.newBuilder()
        .setPhone(phone == null ? older : phone)
        .setBsuid(bsuid)
        .setParentBsuid(id(system, "parent_user_id"))
        .build();
  }

  /** What a chat with somebody is named by: what is least likely to change or to be hidden. */
  static @Nullable String chatId(Identity identity) {
    if (identity.getPhone() != null) {
      return identity.getPhone();
    }
    if (identity.getBsuid() != null) {
      return identity.getBsuid();
    }
    return identity.getLid() == null ? identity.getRaw() : identity.getLid() + LID;
  }

  private static Identity identity(
      @Nullable String raw,
      @Nullable String bsuid,
      @Nullable String parentBsuid,
      JsonNode contacts) {
    JsonNode contact = contact(contacts, raw, bsuid);
    String known = raw == null ? id(contact, "wa_id") : raw;
    Identity.Builder identity = Identity.newBuilder().setRaw(known);
    identity.setPhone(phone(known));
    identity.setLid(linkedId(known));
    identity.setBsuid(bsuid == null ? id(contact, "user_id") : bsuid);
    identity.setParentBsuid(parentBsuid == null ? id(contact, "parent_user_id") : parentBsuid);
    identity.setName(Json.text(contact.path("profile"), "name"));
    identity.setUsername(username(contact));
    return identity.build();
  }

  /** An identifier of somebody; null if there is none, or an empty one, which is nobody's. */
  private static @Nullable String id(JsonNode object, String field) {
    String id = Json.text(object, field);
    return id == null || id.isBlank() ? null : id;
  }

  private static @Nullable String linkedId(@Nullable String raw) {
    return raw != null && raw.endsWith(LID) ? raw.substring(0, raw.length() - LID.length()) : null;
  }

  /** The raw identifier of a phone is digits, perhaps with a JID's ending. */
  private static @Nullable String phone(@Nullable String raw) {
    Matcher phone = PHONE.matcher(raw == null ? "" : raw);
    return phone.matches() ? phone.group(1) : null;
  }

  private static @Nullable String username(JsonNode contact) {
    String name = Json.text(contact.path("profile"), "username");
    return name != null && name.startsWith("@") ? name.substring(1) : name;
  }

  /** The contact of this sender, if the webhook names one; the only one otherwise. */
  private static JsonNode contact(JsonNode contacts, @Nullable String raw, @Nullable String bsuid) {
    for (JsonNode contact : contacts) {
      if (matches(raw, contact, "wa_id") || matches(bsuid, contact, "user_id")) {
        return contact;
      }
    }
    return contacts.size() == 1 ? contacts.path(0) : contacts.path(contacts.size());
  }

  private static boolean matches(@Nullable String known, JsonNode contact, String field) {
    return known != null && known.equals(id(contact, field));
  }
}
