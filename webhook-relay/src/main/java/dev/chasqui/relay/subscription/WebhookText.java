package dev.chasqui.relay.subscription;

import dev.chasqui.access.text.Text;

/** Why a webhook is not found, taken or changed. */
enum WebhookText implements Text {
  NO_WEB_ADDRESS("must be an http or https address without user and fragment"),
  MALFORMED_ADDRESS("is not an address: it is wrong at character %s"),
  NO_EVENTS("names no event; leave it out for all events"),
  UNKNOWN_EVENT("is no known event; known are *, message.* and %s"),
  NO_ACCOUNTS("names no account; leave it out for that of the key"),
  FOREIGN_ACCOUNT("is no account of yours"),
  NO_CLIENTS("needs a client, whose secret is the key, and you have none"),
  FOREIGN_CLIENT("is no client of yours"),
  TOO_MANY_HEADERS("are more than %s"),
  SAME_HEADER("is there twice; case does not count"),
  RATE("must be from %s to %s, or absent for no limit"),
  SECRET_LENGTH("must have 1 to %s characters, or be absent"),
  SECRET_NOT_BASE64("begins with whsec_ but base64 does not follow"),
  SECRET_IS_ROTATED("is changed by POST /api/webhooks/{id}/rotate-secret"),
  PING_UNANSWERED("The webhook's URL did not answer the ping: %s"),
  PING_REFUSED("The webhook's URL answered the ping with %s%s; it must answer 200"),
  TOO_MANY("There are %s webhooks, as many as an account may have; delete one first"),
  NOT_FOUND("Webhook %s not found");

  private final String english;

  WebhookText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
