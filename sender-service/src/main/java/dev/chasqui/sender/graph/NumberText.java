package dev.chasqui.sender.graph;

import dev.chasqui.access.text.Text;

/** Why an account was not found to be as WhatsApp knows it. */
enum NumberText implements Text {
  NO_ANSWER("%s does not answer: %s"),
  NO_PERMISSION(
      "WhatsApp says: %s (error %s). The token lacks a permission: it needs"
          + " whatsapp_business_management"),
  NOT_WHATSAPP(
      "%s answers with HTTP %s, and not as WhatsApp does; are baseUrl and apiVersion right?"),
  REFUSED("WhatsApp says: %s (error %s)"),
  WRONG_ID(
      "WhatsApp says: %s (error %s). The phone number id is wrong, or the token's app does not"
          + " see that number"),
  WRONG_TOKEN("WhatsApp says: %s (error %s). The token is wrong or has expired: make a new one");

  private final String english;

  NumberText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
