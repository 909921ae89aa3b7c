package dev.chasqui.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.ForeignCertificate;
import dev.chasqui.testing.RawServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is for localhost, and to which 127.0.0.1 leads as well. */
class TlsTest {

  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

  @TempDir private Path directory;
  private RawServer server;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException, InterruptedException {
    server =
        RawServer.start(
            ForeignCertificate.listener(directory),
            (one, socket) -> {
              if (one.readRequest(socket)) {
                RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
              }
            });
  }

  @AfterEach
  void close() throws IOException {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(PASSWORD);
    server.close();
  }

  private void trustIt() {
    System.setProperty(TRUST_STORE, ForeignCertificate.store(directory).toString());
    System.setProperty(PASSWORD, ForeignCertificate.PASSWORD);
  }

  private Exchange post(String host) throws IOException {
    Duration limit = Duration.ofSeconds(5);
    Reach customers = new Reach.PublicHosts(AllowedHosts.of(List.of("localhost", "127.0.0.1")));
    try (HttpCaller caller =
        new HttpCaller(new CallSettings(limit, limit, 10, 10, 1000, customers))) {
      URI uri = URI.create("https://%s:%d/".formatted(host, server.uri().getPort()));
      return caller.post(uri, Map.of(), new byte[] {'{', '}'});
    }
  }

  @Test
  void aCertificateThatIsTrustedIsGoodForItsOwnHostOnly() throws IOException {
    trustIt();

    assertThat(post("localhost"))
        .isInstanceOfSatisfying(
            Exchange.Answered.class, answer -> assertThat(answer.status()).isEqualTo(200));
    assertThat(post("127.0.0.1"))
        .isInstanceOfSatisfying(
            Exchange.Broken.class,
            broken -> {
              assertThat(broken.bodyBegan()).isFalse();
              assertThat(broken.reason()).contains("127.0.0.1").doesNotContain("path");
            });
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void oneThatIsNotTrustedIsGoodForNone() throws IOException {
    assertThat(post("localhost"))
        .isInstanceOfSatisfying(
            Exchange.Broken.class,
            broken -> assertThat(broken.reason()).contains("certification path"));
    assertThat(server.requests()).isZero();
  }
}
