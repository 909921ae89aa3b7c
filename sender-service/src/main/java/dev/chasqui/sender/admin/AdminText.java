package dev.chasqui.sender.admin;

import dev.chasqui.access.text.Text;

/** What operators are told when they do not get what they want. */
enum AdminText implements Text {
  ACCOUNT_CHANGED("The account was changed meanwhile; nothing was saved, try again"),
  ACCOUNT_EXISTS("There is an account with this phone number id already; nothing was saved"),
  ACCOUNT_NOT_FOUND("Account not found"),
  CLIENT_NOT_FOUND("Client not found"),
  KEY_NOT_FOUND("Key not found"),
  NOTHING_SAVED("%s Nothing was saved."),
  OTHER_NUMBER(
      "WhatsApp says that this phone number id is the number %s, not %s. Nothing was saved."),
  TENANT_NOT_FOUND("Tenant not found"),

  ADDRESSES(
      "must be a list of up to %s addresses and networks, such as 203.0.113.7 and 203.0.113.0/24"),
  API_VERSION("must be such as v25.0"),
  BASE_URL("must be such as https://graph.facebook.com, without a query"),
  BLANK("must not be blank"),
  FUTURE("must be yet to come; to end something now, revoke it"),
  KIND("must be simulator or cloud-api"),
  NAME("must be 1 to 100 characters"),
  NO_ACCOUNT("is no account"),
  NO_TENANT("is no tenant"),
  PHONE("must be a phone number in international form"),
  PHONE_NUMBER_ID("must be the id that WhatsApp shows: digits"),
  SECRET("must be 1 to 4096 visible ASCII characters"),
  UNKNOWN("is unknown, or cannot be changed");

  private final String english;

  AdminText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
