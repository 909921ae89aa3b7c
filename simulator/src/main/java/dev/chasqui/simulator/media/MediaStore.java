package dev.chasqui.simulator.media;

/** The media that can be sent or fetched. In memory, bounded. Thread-safe. */
public final class MediaStore {
  /** Whether the number can send this media. */
  public boolean has(String phoneNumberId, String mediaId) {
    return false;
  }
}
