package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.GraphError;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes and changes numbers, with the handshake where one is due. Thread-safe. */
public final class NumberKeeper {
  private final Numbers numbers;
  private final CallbackVerifier verifier;
  private final List<NumberListener> listeners;

  NumberKeeper(Numbers numbers, CallbackVerifier verifier, List<NumberListener> listeners) {
    this.numbers = numbers;
    this.verifier = verifier;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Makes or changes a number.
   *
   * @throws dev.chasqui.simulator.graph.GraphException 100 when the spec is wrong or the call-back
   *     does not answer the challenge; nothing changed then
   */
  public BusinessNumber upsert(NumberSpec spec) {
    var number = numbers.preview(spec);
    var url = number.callbackUrl();
    if (url != null && spec.callbackUrl() != null) {
      verifyIfNow(new Callback(url, number.verifyToken(), number.verifyCallback()));
    }
    numbers.save(number);
    changed(number);
    return number;
  }

  /** Removes a number; false when there is none. */
  boolean remove(String phoneNumberId) {
    var removed = numbers.remove(phoneNumberId);
    listeners.forEach(listener -> listener.removed(phoneNumberId));
    return removed;
  }

  void overrideNumber(BusinessNumber number, String uri, String verifyToken) {
    numbers.overrideNumber(number.phoneNumberId(), override(uri, verifyToken));
    changed(number);
  }

  void overrideWaba(String wabaId, String uri, String verifyToken) {
    numbers.overrideWaba(wabaId, override(uri, verifyToken));
    numbers.ofWaba(wabaId).forEach(this::changed);
  }

  private void changed(BusinessNumber number) {
    listeners.forEach(listener -> listener.changed(number));
  }

  private @Nullable Callback override(String uri, String verifyToken) {
    if (uri.isEmpty()) {
      return null;
    }
    try {
      var callback = new Callback(URI.create(uri), verifyToken, VerifyCallback.NOW);
      verifyIfNow(callback);
      return callback;
    } catch (IllegalArgumentException e) {
      throw GraphError.invalidParameter("override_callback_uri is not a URL").toException();
    }
  }

  private void verifyIfNow(Callback callback) {
    if (callback.verify() == VerifyCallback.NOW) {
      verifier.verify(callback);
    }
  }
}
