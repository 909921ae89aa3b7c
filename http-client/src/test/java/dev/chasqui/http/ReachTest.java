package dev.chasqui.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of which customers choose the address, to a server that only operators may allow. */
class ReachTest {

  private static final String NAME = "hooks.example";
  private static final String NOT_PUBLIC = "is not on the public internet";
  private static final String HTTPS_ONLY = "is called by https only";

  private final RawServer server =
      RawServer.start(
          (one, socket) -> {
            var _ = one.readRequest(socket);
            RawServer.write(
                socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
          });

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** DNS whose answers the test gives, each for one question; the last for all that follow. */
  private record Answers(Queue<String> left) implements DnsResolver {

    /** Each some addresses with a space between. */
    static Answers of(String... answers) {
      return new Answers(new ArrayDeque<>(List.of(answers)));
    }

    @Override
    public InetAddress[] resolve(String host) {
      String answer = left.size() == 1 ? left.element() : left.remove();
      return Stream.of(answer.split(" ", -1))
          .map(InetAddress::ofLiteral)
          .toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  private HttpCaller caller(DnsResolver dns, String... allowed) {
    Duration limit = Duration.ofSeconds(5);
    return new HttpCaller(
        new CallSettings(
            limit, limit, 10, 10, 1000, new Reach.PublicHosts(AllowedHosts.of(List.of(allowed)))),
        dns);
  }

  private Exchange post(HttpCaller caller, String scheme, String host) {
    URI uri = URI.create("%s://%s:%d/".formatted(scheme, host, server.uri().getPort()));
    return caller.post(uri, Map.of(), new byte[] {'{', '}'});
  }

  private void isRefused(Exchange exchange, String reason) {
    assertThat(exchange)
        .isInstanceOfSatisfying(
            Exchange.Broken.class,
            broken -> {
              assertThat(broken.reason()).contains(reason);
              assertThat(broken.bodyBegan()).isFalse();
            });
    assertThat(server.connections()).isZero();
  }

  private static void isAnswered(Exchange exchange) {
    assertThat(exchange).isInstanceOf(Exchange.Answered.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "169.254.169.254"
      })
  void anAddressThatIsNotPublicIsRefusedHoweverItIsWritten(String host) throws IOException {
    try (HttpCaller caller = caller(SystemDefaultDnsResolver.INSTANCE)) {
      isRefused(post(caller, "https", host), NOT_PUBLIC);
      isRefused(post(caller, "http", host), HTTPS_ONLY);
    }
  }

  @Test
  void aNameWithOneBadAddressAmongGoodOnesIsRefused() throws IOException {
    try (HttpCaller caller = caller(Answers.of("1.1.1.1 127.0.0.1"))) {
      isRefused(post(caller, "https", NAME), NOT_PUBLIC);
    }
  }

  @Test
  void aNameIsLookedUpForEachConnection() throws IOException {
    Answers dns = Answers.of("127.0.0.1", "127.0.0.2", "127.0.0.1");
    try (HttpCaller caller = caller(dns, "127.0.0.1/32")) {
      isAnswered(post(caller, "http", NAME));
      assertThat(post(caller, "http", NAME))
          .isInstanceOfSatisfying(
              Exchange.Broken.class, broken -> assertThat(broken.reason()).contains(HTTPS_ONLY));
      isAnswered(post(caller, "http", NAME));
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void httpIsRefusedAlsoWhereHttpsIsNot() throws IOException {
    try (HttpCaller caller = caller(Answers.of("1.1.1.1"))) {
      isRefused(post(caller, "http", NAME), HTTPS_ONLY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NAME, "*.example", "127.0.0.0/8", "127.0.0.1"})
  void whatIsAllowedIsCalled(String entry) throws IOException {
    try (HttpCaller caller = caller(Answers.of("127.0.0.1"), entry)) {
      isAnswered(post(caller, "http", NAME));
    }
  }

  @Test
  void oneAllowedAddressDoesNotAllowTheOthers() throws IOException {
    Answers dns = Answers.of("127.0.0.1 10.0.0.1");
    try (HttpCaller caller = caller(dns, "127.0.0.1")) {
      isRefused(post(caller, "https", NAME), NOT_PUBLIC);
    }
  }
}
