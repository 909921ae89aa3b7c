package dev.chasqui.sender.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PendingSendTest {

  private static final Instant EXPIRES = Instant.parse("2026-12-01T10:00:00.123Z");

  @Test
  void isReadAsItWasWritten() {
    PendingSend send = read("\"2026-12-01T10:00:00.123Z\"");

    assertThat(PendingSend.fromBytes(send.toBytes())).isEqualTo(send);
    assertThat(send.expiresAt()).isEqualTo(EXPIRES);
  }

  /**
   * Both versions run beside each other during an upgrade, and each writes what the other reads.
   */
  @Test
  void aTimeIsWrittenInSecondsAsFormerVersionsReadIt() {
    assertThat(new String(read("1796119200.123000000").toBytes(), StandardCharsets.UTF_8))
        .contains("\"expiresAt\":1796119200.123");
    assertThat(read("1796119200.123000000").expiresAt()).isEqualTo(EXPIRES);
  }

  private static PendingSend read(String expiresAt) {
    String json =
        "{\"commandId\":\"c\",\"accountId\":7,\"to\":\"15550001111\",\"clientReference\":null,"
            + "\"sendAgainIfUnknown\":false,\"body\":\"{}\",\"doubt\":null,\"expiresAt\":"
            + expiresAt
            + "}";
    return PendingSend.fromBytes(json.getBytes(StandardCharsets.UTF_8));
  }
}
