package dev.chasqui.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.2.3, true",
    "10.1.2.3/16, 10.1.9.9, true",
    "10.1.0.0/16, 10.2.0.1, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "fd00:1::/32, fd00:1:2::3, true",
    "fd00:1::/32, fd00:2::1, false",
    "127.0.0.0/8, ::1, false",
    "127.0.0.0/8, ::ffff:127.0.0.1, true",
    "::1/128, ::1, true"
  })
  void byAddress(String entry, String address, boolean allowed) {
    assertThat(AllowedHosts.of(List.of(entry)).hasAddress(InetAddress.ofLiteral(address)))
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "hooks.internal, hooks.internal, true",
    "hooks.internal, HOOKS.internal., true",
    "hooks.internal, a.hooks.internal, false",
    "hooks.internal, evilhooks.internal, false",
    "*.svc, crm.billing.svc, true",
    "*.svc, svc, false",
    "*.svc, evilsvc, false",
    "localhost, localhost, true"
  })
  void byName(String entry, String host, boolean allowed) {
    assertThat(AllowedHosts.of(List.of(entry)).hasName(host)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "*",
        "10.0.0.*",
        "http://host",
        "host:80",
        "a b",
        "/8",
        "fe80::/200"
      })
  void whatIsNoneOfTheseIsNamed(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AllowedHosts.of(List.of("localhost", entry)))
        .withMessageContaining("'" + entry + "'");
  }

  @Test
  void blankEntriesAllowNothing() {
    AllowedHosts allowed = AllowedHosts.of(List.of("", " "));

    assertThat(allowed.hasName("")).isFalse();
    assertThat(allowed.hasAddress(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
  }
}
