package dev.chasqui.inbound.receive;

import dev.chasqui.access.text.Text;

/** What is said of calls that are not taken for WhatsApp's, or not now. */
enum ReceiveText implements Text {
  BODY_TOO_LARGE("The body is larger than %s bytes"),
  NOT_KEPT("The event cannot be kept now; repeat it"),
  NOT_SIGNED("X-Hub-Signature-256 is missing or does not match the body"),
  WRONG_TOKEN("The verify token is not the account's");

  private final String english;

  ReceiveText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
