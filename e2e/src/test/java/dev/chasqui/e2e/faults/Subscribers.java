package dev.chasqui.e2e.faults;

import dev.chasqui.e2e.faults.Receipts.Receipt;
import dev.chasqui.testing.Answer;
import dev.chasqui.testing.Loopback;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.ReceivedRequest;
import dev.chasqui.testing.WebhookReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/**
 * The subscribers' server. Its name leads each process, by a hosts file of its own, and in each of
 * its lives, to another address: so it is known who sent what. For one thread, but for what is
 * received.
 */
final class Subscribers implements AutoCloseable {

  private static final String NAME = "subscribers.test";
  private static final JsonMapper JSON = new JsonMapper();

  private final int port = Ports.free();
  private final Path directory;
  private final List<Manner> manners;
  private final Receipts receipts = new Receipts();
  private final Map<Integer, Life> lives = new HashMap<>();

  /**
   * @param held how many attempts wait for an answer that they will not get
   */
  private record Life(
      int number,
      String name,
      WebhookReceiver receiver,
      AtomicBoolean holding,
      AtomicInteger held) {}

  /**
   * @param directory for the hosts files
   * @param manners of the webhooks, by number
   */
  Subscribers(Path directory, List<Manner> manners) {
    this.directory = directory;
    this.manners = manners;
  }

  String url(int hook) {
    return "http://%s:%d/%d".formatted(NAME, port, hook);
  }

  /** The hosts file of a process. */
  Path hosts(int process) {
    return directory.resolve("hosts-" + process);
  }

  Receipts receipts() {
    return receipts;
  }

  /** To be called before the process is started. */
  void begin(int process) {
    Life before = lives.get(process);
    int number = before == null ? 1 : before.number() + 1;
    InetAddress address = Loopback.address(process + 1, number);
    String name = address.getHostAddress();
    write(hosts(process), "%s %s%n127.0.0.1 localhost%n".formatted(name, NAME));
    Life begun =
        new Life(
            number,
            name,
            WebhookReceiver.start(address, port),
            new AtomicBoolean(),
            new AtomicInteger());
    begun.receiver().keepNone();
    begun.receiver().answerBy(request -> receive(begun, request));
    lives.put(process, begun);
  }

  /** From now on nothing of a process is answered in this life, though it is accepted. */
  void hold(int process) {
    life(process).holding().set(true);
  }

  /** Whether an attempt of the process waits for an answer that it will not get. */
  boolean isHolding(int process) {
    return life(process).held().get() > 0;
  }

  private Life life(int process) {
    return Objects.requireNonNull(lives.get(process));
  }

  /** To be called once the process is dead; returns what was accepted of it in this life. */
  List<Receipt> end(int process) {
    Life life = life(process);
    List<Receipt> accepted = receipts.end(life.name());
    life.receiver().close();
    return accepted;
  }

  private Answer receive(Life life, ReceivedRequest request) {
    int hook = Integer.parseInt(request.path().substring(1));
    int event =
        Integer.parseInt(JSON.readTree(request.text()).path("data").path("body").asString());
    Answer.Reply answer = manners.get(hook).answer(request);
    String id = request.header("webhook-id").orElse("");
    receipts.add(new Receipt(life.name(), hook, event, id, answer.status() == 200));
    if (life.holding().get()) {
      life.held().incrementAndGet();
      return Answer.hang();
    }
    return answer;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lives.values().forEach(life -> life.receiver().close());
  }
}
