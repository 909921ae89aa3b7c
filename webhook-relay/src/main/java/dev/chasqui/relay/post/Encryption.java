package dev.chasqui.relay.post;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How bodies of webhooks are encrypted. */
public enum Encryption {
  /** Not at all. */
  NONE("none"),
  /** AES-256-CBC with PKCS#7 padding: {@code {"iv","data"}}, both in hex. */
  AES_256_CBC("aes-256-cbc"),
  /** AES-256-GCM: {@code {"alg","kid","iv","data","tag"}}, the last three in hex. */
  AES_256_GCM("aes-256-gcm");

  private final String id;

  Encryption(String id) {
    this.id = id;
  }

  /** Its name in the API and the database. */
  public String id() {
    return id;
  }

  /** All names. */
  public static List<String> ids() {
    return Stream.of(values()).map(Encryption::id).toList();
  }

  /** The one of this name. */
  public static Optional<Encryption> of(String id) {
    return Stream.of(values()).filter(one -> one.id.equals(id)).findFirst();
  }
}
