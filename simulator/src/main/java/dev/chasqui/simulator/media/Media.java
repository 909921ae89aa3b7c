package dev.chasqui.simulator.media;

import dev.chasqui.simulator.graph.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** A stored file. Immutable. */
public final class Media {
  private final String id;
  private final String phoneNumberId;
  private final String mimeType;
  private final byte[] bytes;
  private final String sha256;
  private final Instant expiresAt;

  Media(String id, String phoneNumberId, String mimeType, byte[] bytes, Instant expiresAt) {
    this.id = id;
    this.phoneNumberId = phoneNumberId;
    this.mimeType = mimeType;
    this.bytes = bytes;
    this.sha256 = sha256(bytes);
    this.expiresAt = expiresAt;
  }

  public String id() {
    return id;
  }

  public String mimeType() {
    return mimeType;
  }

  String phoneNumberId() {
    return phoneNumberId;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /** What resolving its id answers. */
  ObjectNode resolved(String url) {
    return Json.object()
        .put("messaging_product", "whatsapp")
        .put("url", url)
        .put("mime_type", mimeType)
        .put("sha256", sha256)
        .put("file_size", String.valueOf(bytes.length))
        .put("id", id);
  }

  /** Writes what a webhook says of it. */
  void describe(ObjectNode node, String url) {
    node.put("mime_type", mimeType).put("sha256", sha256).put("id", id).put("url", url);
  }

  private static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
