package dev.chasqui.simulator.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Download URLs that hold for five minutes. Thread-safe. */
final class MediaUrls {
  static final String PATH = "/whatsapp_business/attachments/";

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key = new SecretKeySpec(random(), ALGORITHM);
  private final Clock clock;

  MediaUrls(Clock clock) {
    this.clock = clock;
  }

  /**
   * A new URL.
   *
   * @param base where the simulator answers, without a slash at the end
   */
  String url(String base, String mediaId) {
    var expires = clock.instant().plus(LIFE).getEpochSecond();
    return base + PATH + "?mid=" + mediaId + "&ext=" + expires + "&hash=" + hash(mediaId, expires);
  }

  boolean isValid(String mediaId, long expires, String hash) {
    return clock.instant().getEpochSecond() < expires
        && MessageDigest.isEqual(hash(mediaId, expires).getBytes(UTF_8), hash.getBytes(UTF_8));
  }

  private String hash(String mediaId, long expires) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal((mediaId + "." + expires).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] random() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
