package dev.chasqui.relay.event;

import dev.chasqui.schemas.Identity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who somebody is, as subscribers get it. Pure. */
final class IdentityJson {

  private IdentityJson() {}

  /** All identifiers; what is not known is null. */
  static ObjectNode of(Identity identity) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("phone", identity.getPhone())
        .put("bsuid", identity.getBsuid())
        .put("lid", identity.getLid())
        .put("username", identity.getUsername())
        .put("name", identity.getName());
  }

  /** One identifier: the phone number if it is known. */
  static @Nullable String shortForm(Identity identity) {
    if (identity.getPhone() != null) {
      return identity.getPhone();
    }
    if (identity.getBsuid() != null) {
      return identity.getBsuid();
    }
    return identity.getLid() == null ? identity.getRaw() : identity.getLid() + "@lid";
  }
}
