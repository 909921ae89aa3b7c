package dev.chasqui.simulator.chat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Message ids in the form that Meta's have: "wamid." and Base64 of the other party, the direction
 * and an id. Being readable, an id that was never given out is recognised without a list of all
 * that were. Unique over restarts: each start draws 40 random bits. Thread-safe.
 */
public final class Wamids {
  private static final String PREFIX = "wamid.";
  private static final int MAX_PARTY = 40;
  private static final byte OUTBOUND = 0x11;
  private static final byte INBOUND = 0x12;

  private final String start = HexFormat.of().withUpperCase().formatHex(random());
  private final AtomicInteger counter = new AtomicInteger();

  /** An id for a message to this party. */
  public String outbound(String party) {
    return make(party, OUTBOUND);
  }

  /** An id for a message from this party. */
  public String inbound(String party) {
    return make(party, INBOUND);
  }

  /** Whether this can be the id of a message that a person sent to a business. */
  public boolean isInbound(String wamid) {
    return has(wamid, INBOUND);
  }

  /** Whether this can be the id of any message. */
  public boolean isKnown(String wamid) {
    return has(wamid, INBOUND) || has(wamid, OUTBOUND);
  }

  private String make(String party, byte direction) {
    var name = (party.length() > MAX_PARTY ? party.substring(0, MAX_PARTY) : party);
    var id = start + HexFormat.of().withUpperCase().toHexDigits(counter.incrementAndGet());
    var bytes = new ByteArrayOutputStream(64);
    bytes.writeBytes(new byte[] {0x1C, 0x18, (byte) name.length()});
    bytes.writeBytes(name.getBytes(US_ASCII));
    bytes.writeBytes(new byte[] {0x15, 0x02, 0x00, direction, 0x18, (byte) id.length()});
    bytes.writeBytes(id.getBytes(US_ASCII));
    bytes.write(0);
    return PREFIX + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static boolean has(String wamid, byte direction) {
    if (!wamid.startsWith(PREFIX)) {
      return false;
    }
    try {
      var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(wamid.substring(PREFIX.length())));
      var at = 3 + bytes.get(2);
      return bytes.get(0) == 0x1C
          && bytes.get(at) == 0x15
          && bytes.get(at + 3) == direction
          && bytes.limit() == at + 6 + bytes.get(at + 5) + 1;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  private static byte[] random() {
    var bytes = new byte[5];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
