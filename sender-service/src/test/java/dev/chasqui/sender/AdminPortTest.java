package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reaches the admin API, and where. */
@ExtendWith(SharedSender.class)
class AdminPortTest {

  private final SenderFixture sender;
  private final AdminClient admin;

  AdminPortTest(SenderFixture sender) {
    this.sender = sender;
    this.admin = AdminClient.of(sender);
  }

  @Test
  void theTokenOpensIt() {
    assertThat(admin.get("/admin/tenants").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "wrong", "an-admin-token-for-testsan-admin-token-for-testS", "chq_not-a-key"})
  void anotherTokenDoesNot(@Nullable String token) {
    var refused = new AdminClient(sender, sender.adminUrl(), token).get("/admin/tenants");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body().path("code").asString()).isEqualTo("unauthorized");
    assertThat(refused.body().toString()).doesNotContain(SenderFixture.ADMIN_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin",
        "/admin/",
        "/admin/tenants",
        "/%61dmin/tenants",
        "//admin/tenants",
        "/x/../admin/tenants",
        "/admin;x=1/tenants",
        "/./admin/tenants"
      })
  void thePublicPortDoesNotKnowIt(String path) {
    var publicPort = new AdminClient(sender, sender.restUrl(), SenderFixture.ADMIN_TOKEN);

    assertThat(publicPort.get(path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/session/status",
        "/readyz",
        "/livez",
        "/actuator",
        "/administration",
        "/admin/../readyz"
      })
  void itsPortKnowsNothingElse(String path) {
    assertThat(admin.get(path).status()).isEqualTo(404);
  }

  @Test
  void whatCannotBeReadIsRefusedAsEver() throws IOException {
    URI api = URI.create(sender.restUrl());
    try (Socket socket = new Socket(api.getHost(), api.getPort())) {
      socket
          .getOutputStream()
          .write("GET /api/session/status?a=| HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

      var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void theTwoCredentialsAreDifferentThings() {
    String key = sender.newApiKey(sender.newAccount());

    assertThat(new AdminClient(sender, sender.adminUrl(), key).get("/admin/keys").status())
        .isEqualTo(401);
  }
}
