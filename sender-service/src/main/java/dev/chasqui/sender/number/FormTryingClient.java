package dev.chasqui.sender.number;

import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.graph.GraphEndpoint;
import dev.chasqui.sender.graph.GraphMessage;
import dev.chasqui.sender.graph.NumberForms;
import dev.chasqui.sender.graph.SendOutcome;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends to the form of a number that WhatsApp is known to know, and learns from what it answers.
 * Makes one call, as the client that it decorates: the other form is for another attempt. The other
 * form is tried only on WhatsApp's word that nobody has this one, which is proof too that the
 * message was not accepted. Thread-safe.
 */
public final class FormTryingClient implements GraphClient {

  private static final int UNDELIVERABLE = 131026;

  private final GraphClient client;
  private final KnownForms forms;

  public FormTryingClient(GraphClient client, KnownForms forms) {
    this.client = client;
    this.forms = forms;
  }

  @Override
  public SendOutcome send(GraphEndpoint endpoint, GraphMessage message) {
    String number = message.number();
    if (number == null) {
      return client.send(endpoint, message);
    }
    String form = message.otherFormTried() ? number : forms.best(number);
    SendOutcome outcome = client.send(endpoint, message.to(form));
    return switch (outcome) {
      case SendOutcome.Accepted accepted -> accepted(message, form, accepted);
      case SendOutcome.Refused refused when isNobody(refused) -> nobody(message, form, refused);
      default -> outcome;
    };
  }

  private SendOutcome accepted(GraphMessage message, String form, SendOutcome.Accepted accepted) {
    if (isOtherFormOf(form, accepted.waId())) {
      forms.exists(Objects.requireNonNull(accepted.waId()));
    } else if (message.otherFormTried()) {
      forms.exists(form);
    }
    return accepted;
  }

  private SendOutcome nobody(GraphMessage message, String form, SendOutcome.Refused refused) {
    forms.doesNotExist(form);
    Optional<String> other = NumberForms.other(form);
    return message.otherFormTried() || other.isEmpty()
        ? refused
        : new SendOutcome.TryOtherForm(other.get());
  }

  private static boolean isNobody(SendOutcome.Refused refused) {
    return Integer.valueOf(UNDELIVERABLE).equals(refused.providerCode());
  }

  /** Any other id would be somebody else's. */
  private static boolean isOtherFormOf(String form, @Nullable String waId) {
    return waId != null && NumberForms.other(form).filter(waId::equals).isPresent();
  }
}
