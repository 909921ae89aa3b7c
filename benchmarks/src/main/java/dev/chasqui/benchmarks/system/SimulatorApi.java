package dev.chasqui.benchmarks.system;

import dev.chasqui.benchmarks.control.Control;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator's control endpoints. */
public final class SimulatorApi implements AutoCloseable {

  private final Control control;
  private final JsonMapper json = new JsonMapper();
  private final String url;

  SimulatorApi(String url) {
    this.url = url;
    this.control = new Control(url);
  }

  /**
   * A message that the simulator accepted.
   *
   * @param micros since 1970
   */
  public record Receipt(long micros, String phoneNumberId, String callbackData) {}

  /**
   * What the simulator counted.
   *
   * @param distinct commands
   * @param mostOfOne how often it received the command that it received most often
   */
  public record Received(long distinct, int mostOfOne) {}

  public String url() {
    return url;
  }

  /** Numbers without statuses and replies: webhooks are not what is measured. */
  void addNumbers(List<BenchAccount> accounts) {
    accounts.forEach(account -> control.call("POST", "/_sim/numbers", number(account)));
  }

  private String number(BenchAccount account) {
    return json.writeValueAsString(
        Map.of(
            "phoneNumberId", account.phoneNumberId(),
            "accessToken", BenchAccounts.TOKEN,
            "statuses", Map.of("upTo", "none"),
            "reply", Map.of("mode", "off")));
  }

  /** Forgets all that was counted, and notes so many receipts from now on. */
  public void begin(int receipts) {
    control.call("DELETE", "/_sim/received", "");
    control.call("POST", "/_sim/receipts", "{\"capacity\":%d}".formatted(receipts));
  }

  /** What came since {@link #begin}. */
  public Received received() {
    JsonNode summary = json.readTree(control.call("GET", "/_sim/received", ""));
    return new Received(summary.path("distinct").asLong(), summary.path("maxPerKey").asInt());
  }

  /** The receipts since {@link #begin}. */
  public List<Receipt> receipts() {
    List<Receipt> receipts = new ArrayList<>();
    HttpResponse<InputStream> answer =
        control.send("GET", "/_sim/receipts", "", BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      lines.lines().skip(1).map(SimulatorApi::receipt).forEach(receipts::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return receipts;
  }

  private static Receipt receipt(String line) {
    int first = line.indexOf(',');
    int second = line.indexOf(',', first + 1);
    return new Receipt(
        Long.parseLong(line, 0, first, 10),
        line.substring(first + 1, second),
        line.substring(second + 1));
  }

  @Override
  public void close() {
    control.close();
  }
}
