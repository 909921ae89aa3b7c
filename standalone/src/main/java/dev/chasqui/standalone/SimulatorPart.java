package dev.chasqui.standalone;

import dev.chasqui.access.Account;
import dev.chasqui.simulator.Simulator;
import dev.chasqui.simulator.SimulatorSettings;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.simulator.numbers.ReplyPlan;
import dev.chasqui.simulator.numbers.VerifyCallback;
import java.net.URI;
import java.util.List;

/** The simulator, with the numbers of our accounts: it keeps nothing over a restart. */
final class SimulatorPart {

  private SimulatorPart() {}

  static String url(Settings settings) {
    return "http://%s:%d".formatted(settings.host(), settings.ports().simulator());
  }

  static Simulator start(Settings settings, List<Account> accounts) {
    SimulatorSettings simulator =
        SimulatorSettings.onPort(settings.ports().simulator()).withHost(settings.host());
    for (Account account : accounts) {
      simulator = simulator.withNumber(number(settings, account));
    }
    return Simulator.start(simulator);
  }

  private static NumberSpec number(Settings settings, Account account) {
    var secrets = account.secrets();
    return NumberSpec.of(account.phoneNumberId())
        .withIdentity("+" + account.phone(), "Chasqui", "100200300400500")
        .withSecrets(
            secrets.token().value(), secrets.appSecret().value(), secrets.verifyToken().value())
        // The services start after the simulator: webhooks wait until the handshake succeeds.
        .withCallback(callback(settings, account), VerifyCallback.LATER)
        .withReply(ReplyPlan.ECHO);
  }

  private static URI callback(Settings settings, Account account) {
    return URI.create(
        "http://%s:%d/webhooks/whatsapp/%d"
            .formatted(settings.host(), settings.ports().rest(), account.id()));
  }
}
