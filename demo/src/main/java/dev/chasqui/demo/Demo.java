package dev.chasqui.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Shows the main job: messages go out from Kafka, and what comes of them comes back. */
public final class Demo {

  private static final Duration REDRAW_EVERY = Duration.ofMillis(100);
  private static final long FIRST_RECIPIENT = 573_001_200_000L;

  private final Target target;
  private final Options options;

  private Demo(Target target, Options options) {
    this.target = target;
    this.options = options;
  }

  /**
   * Runs the demo against the system that the environment names, else the one whose state is in the
   * directory that the system property {@code chasqui.home} names. Exits with 0 only if every
   * message completed, with 2 if the arguments are wrong.
   */
  public static void main(String[] arguments) {
    System.setProperty("logback.configurationFile", "demo-logback.xml");
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (DemoException e) {
      System.err.println("chasqui: " + e.getMessage());
      return 2;
    }
    try {
      Path home = Path.of(System.getProperty("chasqui.home", ".chasqui"));
      return new Demo(Target.of(System.getenv(), home), options).run() ? 0 : 1;
    } catch (DemoException e) {
      System.err.println("chasqui: " + e.getMessage());
      return 1;
    }
  }

  private boolean run() {
    List<Message> messages = messages();
    Journey journey = new Journey(target.accountId(), messages, System::nanoTime);
    WebhookSecret secret = WebhookSecret.random();
    try (Receiver receiver = new Receiver(target, secret, journey::webhook);
        Subscription subscription = new Subscription(target, receiver.url(), secret);
        Backend backend = new Backend(target, journey)) {
      System.out.printf("Webhook %2$s registered at %1$s%n", receiver.url(), subscription.id());
      System.out.printf(
          "Sending %d messages from account %d; the times are milliseconds since each command%n%n",
          messages.size(), target.accountId());
      return follow(journey, backend, messages);
    }
  }

  private List<Message> messages() {
    return IntStream.rangeClosed(1, options.messages())
        .mapToObj(
            number ->
                new Message(
                    number, UUID.randomUUID().toString(), Long.toString(FIRST_RECIPIENT + number)))
        .toList();
  }

  private boolean follow(Journey journey, Backend backend, List<Message> messages) {
    long began = System.nanoTime();
    Display display = new Display(System.out, Boolean.getBoolean("chasqui.terminal"));
    Thread sender = Thread.ofVirtual().start(() -> send(backend, messages));
    Duration took = Duration.ZERO;
    while (!journey.isOver() && took.compareTo(options.within()) < 0) {
      LockSupport.parkNanos(REDRAW_EVERY.toNanos());
      show(journey, display);
      took = Duration.ofNanos(System.nanoTime() - began);
    }
    sender.interrupt();
    return summarize(journey, display, took);
  }

  private static void send(Backend backend, List<Message> messages) {
    for (Message message : messages) {
      backend.send(message, "Message %d of %d".formatted(message.number(), messages.size()));
    }
    backend.flush();
  }

  private static void show(Journey journey, Display display) {
    journey.look(
        messages -> {
          display.update(messages);
          return messages;
        });
  }

  private static boolean summarize(Journey journey, Display display, Duration took) {
    int webhooks = journey.webhooks();
    int forged = journey.forged();
    return journey.look(
        messages -> {
          display.end(messages);
          Summary summary = new Summary(messages, webhooks, forged);
          List<String> lines = new ArrayList<>(List.of(""));
          lines.addAll(summary.lines(took));
          lines.forEach(System.out::println);
          return summary.isComplete();
        });
  }
}
