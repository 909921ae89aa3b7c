package dev.chasqui.standalone;

import java.time.Duration;
import java.util.Optional;

/** What the user reads once all is ready. */
final class Welcome {

  private final Settings settings;
  private final Console console;

  Welcome(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  void say(Duration took, Optional<Credentials> fresh) {
    var ports = settings.ports();
    console.say(
        """
        Ready in %s

          REST       http://%2$s:%3$d   with the header X-API-Key
          Kafka      %2$s:%4$d          whatsapp.commands, whatsapp.results, whatsapp.events
          Registry   %5$s
          Simulator  %6$s   the WhatsApp on this machine
          Metrics    http://%2$s:%7$d/actuator/prometheus
          Admin      http://%8$s:%9$d   ./chasqui tenants, accounts, keys, clients
        """
            .formatted(
                Console.seconds(took),
                settings.host(),
                ports.rest(),
                ports.kafka(),
                Services.registryUrl(settings),
                SimulatorPart.url(settings),
                ports.management(),
                Settings.LOOPBACK,
                ports.admin()));
    if (!settings.detached() && console.isTerminal()) {
      fresh.ifPresent(this::credentials);
    }
    console.say(
        "Credentials: %s, which only you can read".formatted(Credentials.file(settings.home())));
    if (settings.detached()) {
      console.say("Try it: ./chasqui demo");
    } else {
      console.say("Try it, in a second terminal: ./chasqui demo");
      console.say("Messages appear here as they move; Ctrl-C stops everything.\n");
    }
  }

  private void credentials(Credentials credentials) {
    console.say(
        """
        Your account, shown this once:
          apiKey        %s
          clientId      %s
          clientSecret  %s
          accountId     %d
          phone         %s
        """
            .formatted(
                credentials.apiKey(),
                credentials.clientId(),
                credentials.clientSecret(),
                credentials.accountId(),
                credentials.phone()));
  }
}
