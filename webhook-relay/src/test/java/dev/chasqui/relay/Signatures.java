package dev.chasqui.relay;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.chasqui.testing.ReceivedRequest;

/** Standard Webhooks' own library. */
final class Signatures {

  private Signatures() {}

  static void verify(ReceivedRequest request, String secret) {
    if (!areRight(request, secret)) {
      throw new AssertionError("Wrong signature: " + request.headers());
    }
  }

  static boolean areRight(ReceivedRequest request, String secret) {
    try {
      new Webhook(secret).verify(request.text(), request.headers());
      return true;
    } catch (WebhookVerificationException e) {
      return false;
    }
  }
}
