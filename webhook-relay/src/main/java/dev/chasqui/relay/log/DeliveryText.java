package dev.chasqui.relay.log;

import dev.chasqui.access.text.Text;

/** Why deliveries are not found or not looked for. */
enum DeliveryText implements Text {
  NO_TEXT("must not be empty, nor have a NUL"),
  STATUS("must be one of: %s"),
  NO_PAGE("is not from an earlier answer"),
  NOT_FOUND("Delivery %s not found");

  private final String english;

  DeliveryText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
