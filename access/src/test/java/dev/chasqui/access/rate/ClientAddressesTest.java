package dev.chasqui.access.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {

  private static final ClientAddresses NO_PROXIES = ClientAddresses.behind(List.of());
  private static final ClientAddresses PROXIES =
      ClientAddresses.behind(List.of("10.1.0.0/16", " 192.0.2.7 ", "", "2001:db8:1::/48"));

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "192.168.1.1", "::1", "fd00::1"})
  void withoutTrustedProxiesNobodyIsBelieved(String connection) {
    assertThat(NO_PROXIES.nameOf(connection, List.of("203.0.113.9")))
        .isEqualTo(NO_PROXIES.nameOf(connection, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Connection | X-Forwarded-For, its lines parted by ; | what counts
        "203.0.113.1      | 198.51.100.1                            | 203.0.113.1",
        "10.1.2.3         | 198.51.100.1                            | 198.51.100.1",
        "10.1.2.3         | 8.8.8.8, 198.51.100.1                   | 198.51.100.1",
        "10.1.2.3         | 8.8.8.8, 198.51.100.1, 192.0.2.7        | 198.51.100.1",
        "10.1.2.3         | 8.8.8.8; 198.51.100.1 ,10.1.9.9         | 198.51.100.1",
        "10.1.2.3         | 10.1.0.5, 10.1.0.6                      | 10.1.0.5",
        "10.1.2.3         | 198.51.100.1:4711                       | 198.51.100.1",
        "10.1.2.3         | [2001:db8:2:3:4::1]:4711                | 2001:db8:2:3::/64",
        "2001:db8:1::9    | 2001:db8:2:3::ffff                      | 2001:db8:2:3::/64",
        "::ffff:10.1.2.3  | ::ffff:198.51.100.1                     | 198.51.100.1",
        "10.1.2.3         | unknown                                 | 10.1.2.3",
        "10.1.2.3         | 198.51.100.1, _hidden, 10.1.0.6         | 10.1.0.6",
        "10.1.2.3         | 10.1.0.0/16                             | 10.1.2.3",
        "10.1.2.3         | ''                                      | 10.1.2.3",
        "10.2.0.1         | 198.51.100.1                            | 10.2.0.1",
        "fe80::1%eth0     | ''                                      | fe80::/64",
      })
  void theLastAddressThatIsNoProxyCounts(String connection, String forwardedFor, String name) {
    List<String> lines = Stream.of(forwardedFor.split(";", -1)).toList();

    assertThat(PROXIES.nameOf(connection, lines)).isEqualTo(name);
  }

  @Test
  void aNetworkOfIpv6CountsAsOne() {
    assertThat(NO_PROXIES.nameOf("2001:db8:2:3::1", List.of()))
        .isEqualTo(NO_PROXIES.nameOf("2001:db8:2:3:ffff::2", List.of()))
        .isNotEqualTo(NO_PROXIES.nameOf("2001:db8:2:4::1", List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.0.0/33", "proxy.internal", "10.1", "*", "10.1.0.0-10.1.0.9"})
  void whatIsNoAddressIsNamed(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClientAddresses.behind(List.of("10.0.0.1", entry)))
        .withMessageContaining("'" + entry + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7      | 203.0.113.7          | true",
        "203.0.113.8      | 203.0.113.7          | false",
        "203.0.113.8      | 203.0.113.7/24       | true",
        "203.0.114.8      | 203.0.113.0/24       | false",
        "::ffff:10.9.9.9  | 10.0.0.0/8           | true",
        "2001:db8:2:3::9  | 2001:db8:2:3::9      | true",
        "2001:db8:2:3::8  | 2001:db8:2:3::9      | false",
        "2001:db8:2:3::8  | 2001:db8:2::/48      | true",
        "2001:db8:2:3::8  | 0.0.0.0/0            | false",
      })
  void aRangeHasItsAddresses(String connection, String range, boolean has) {
    AddressRanges ranges = AddressRanges.of(List.of("192.0.2.1", range));

    assertThat(NO_PROXIES.addressOf(connection, List.of()).filter(ranges::contain).isPresent())
        .isEqualTo(has);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "host", "*", "10.0.0.1-9"})
  void whatIsNoRangeIsNamed(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRanges.of(List.of(entry)))
        .withMessageContaining("'" + entry + "'");
  }
}
