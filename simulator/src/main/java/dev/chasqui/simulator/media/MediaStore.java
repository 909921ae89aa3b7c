package dev.chasqui.simulator.media;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The media that can be sent or fetched. In memory; when more than 256 MiB are kept, the oldest go.
 * Thread-safe.
 */
public final class MediaStore {
  private static final Duration UPLOADED_LIFE = Duration.ofDays(30);
  private static final Duration INBOUND_LIFE = Duration.ofDays(7);
  private static final long MAX_BYTES = 256L << 20;
  private static final long FIRST_ID = 1_000_000_000_000_000L;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Media> media = new LinkedHashMap<>();
  private final Clock clock;
  private long bytes;

  MediaStore(Clock clock) {
    this.clock = clock;
  }

  /** Whether the number can send this media. */
  public boolean has(String phoneNumberId, String mediaId) {
    return find(mediaId).filter(m -> m.phoneNumberId().equals(phoneNumberId)).isPresent();
  }

  /** The media, unless it expired or was deleted. */
  public synchronized Optional<Media> find(String mediaId) {
    return Optional.ofNullable(media.get(mediaId)).filter(m -> !m.isExpired(clock.instant()));
  }

  Media upload(String phoneNumberId, String mimeType, byte[] content) {
    return add(phoneNumberId, mimeType, content, UPLOADED_LIFE);
  }

  Media inbound(String phoneNumberId, String mimeType, byte[] content) {
    return add(phoneNumberId, mimeType, content, INBOUND_LIFE);
  }

  synchronized void delete(String mediaId) {
    var deleted = media.remove(mediaId);
    if (deleted != null) {
      bytes -= deleted.bytes().length;
    }
  }

  private synchronized Media add(
      String phoneNumberId, String mimeType, byte[] content, Duration life) {
    var id = Long.toString(FIRST_ID + random.nextLong(8 * FIRST_ID));
    var added = new Media(id, phoneNumberId, mimeType, content, clock.instant().plus(life));
    media.put(id, added);
    bytes += content.length;
    while (bytes > MAX_BYTES && media.size() > 1) {
      delete(media.keySet().iterator().next());
    }
    return added;
  }
}
