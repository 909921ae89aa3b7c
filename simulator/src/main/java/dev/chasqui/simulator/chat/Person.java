package dev.chasqui.simulator.chat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person at the other end, as a business may see them. Immutable.
 *
 * @param waId digits of the phone number
 * @param userId the business-scoped user id (BSUID)
 * @param username null when none was taken
 * @param hidden true when webhooks leave the phone number out
 * @param lid linked-device id, e.g. "71234567890123@lid", that stands for the phone number; null:
 *     none
 * @param onWhatsApp false: messages to them fail with 131026
 */
public record Person(
    String waId,
    String name,
    String userId,
    @Nullable String username,
    boolean hidden,
    @Nullable String lid,
    boolean onWhatsApp) {

  /** Someone of whom nothing but a linked-device id is known. */
  public static Person ofLid(String lid) {
    var digits = lid.substring(0, lid.indexOf('@'));
    return new Person(digits, "Contact " + digits, "ZZ.0" + digits, null, false, lid, true);
  }

  /** The same person, seen through a linked-device id. */
  Person asLid() {
    var id = lid == null ? "7" + waId + "3@lid" : lid;
    return new Person(waId, name, userId, username, hidden, id, onWhatsApp);
  }

  /** How webhooks name this person; null when they leave it out. */
  @Nullable String shownId() {
    if (lid != null) {
      return lid;
    }
    return hidden ? null : waId;
  }

  /** Writes this person as an element of a value's contacts. */
  void describe(ObjectNode contact, boolean withUsername) {
    var profile = contact.putObject("profile").put("name", name);
    if (username != null && withUsername) {
      profile.put("username", username);
    }
    var shown = shownId();
    if (shown != null) {
      contact.put("wa_id", shown);
    }
    contact.put("user_id", userId);
  }
}
