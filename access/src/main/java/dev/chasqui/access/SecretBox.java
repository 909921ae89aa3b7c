package dev.chasqui.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for the database with AES-256-GCM (NIST SP 800-38D) under the master key. A sealed
 * value is a random 12-byte nonce, then the ciphertext with its 16-byte tag. Thread-safe.
 */
public final class SecretBox {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec masterKey;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param masterKeyHex 64 hex characters (32 bytes)
   * @throws IllegalArgumentException if it is anything else; the message does not repeat it
   */
  public SecretBox(Secret masterKeyHex) {
    this.masterKey = new SecretKeySpec(parse(masterKeyHex.value()), "AES");
  }

  /** Seals a secret. Two calls give different bytes. */
  public byte[] seal(Secret secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, secret.bytes(), 0, secret.bytes().length);
    return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws SealedSecretException if it was made under another master key or was changed
   */
  public Secret open(byte[] sealed) {
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(sealed).get(nonce);
    byte[] opened =
        run(Cipher.DECRYPT_MODE, nonce, sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    return new Secret(new String(opened, StandardCharsets.UTF_8));
  }

  private byte[] run(int mode, byte[] nonce, byte[] input, int offset, int length) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, masterKey, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(input, offset, length);
    } catch (GeneralSecurityException e) {
      throw new SealedSecretException(e);
    }
  }

  private static byte[] parse(String hex) {
    if (hex.length() != 64 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException(
          "CHASQUI_MASTER_KEY must be 64 hex characters (32 bytes); make one with: openssl rand -hex 32");
    }
    return HexFormat.of().parseHex(hex);
  }
}
