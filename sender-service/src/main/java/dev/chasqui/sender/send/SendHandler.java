package dev.chasqui.sender.send;

import dev.chasqui.access.Account;
import dev.chasqui.access.AccountDirectory;
import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.graph.GraphEndpoint;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.workqueue.Handler;
import dev.chasqui.workqueue.Lease;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Makes the one call of a lease. */
final class SendHandler implements Handler<Attempt> {

  private static final SendOutcome INTERRUPTED =
      new SendOutcome.Unknown(
          "interrupted", "The sender stopped while the message was on its way to WhatsApp", null);

  private final AccountDirectory accounts;
  private final GraphClient graph;
  private final Clock clock;

  SendHandler(AccountDirectory accounts, GraphClient graph, Clock clock) {
    this.accounts = accounts;
    this.graph = graph;
    this.clock = clock;
  }

  @Override
  public Attempt handle(Lease lease) {
    PendingSend send = PendingSend.fromBytes(Objects.requireNonNull(lease.payload()));
    return new Attempt(send, verdict(lease, send));
  }

  private Attempt.Verdict verdict(Lease lease, PendingSend send) {
    if (lease.takenOver()) {
      // Its former holder may have called WhatsApp: whether it did cannot be known from here.
      return new Attempt.Called(INTERRUPTED, Duration.ZERO);
    }
    if (send.expiresAt() != null && clock.instant().isAfter(send.expiresAt())) {
      return new Attempt.Expired();
    }
    Optional<Account> account = accounts.find(send.accountId());
    return account.isEmpty() ? new Attempt.NoAccount() : call(account.get(), send);
  }

  private Attempt.Called call(Account account, PendingSend send) {
    long started = System.nanoTime();
    SendOutcome outcome = graph.send(endpoint(account), send.body());
    return new Attempt.Called(outcome, Duration.ofNanos(System.nanoTime() - started));
  }

  private static GraphEndpoint endpoint(Account account) {
    URI messages =
        URI.create(
            "%s/%s/%s/messages"
                .formatted(account.baseUrl(), account.apiVersion(), account.phoneNumberId()));
    return new GraphEndpoint(messages, account.secrets().token());
  }
}
