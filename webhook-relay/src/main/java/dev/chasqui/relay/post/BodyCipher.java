package dev.chasqui.relay.post;

import dev.chasqui.access.Clients;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Encrypts bodies with a client's secret, 64 hex characters, as the key. Thread-safe. */
public final class BodyCipher {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final JsonMapper JSON = new JsonMapper();
  private static final HexFormat HEX = HexFormat.of();
  private static final int CBC_IV_BYTES = 16;
  private static final int GCM_IV_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private BodyCipher() {}

  /** As EasyWha posts it: {@code {"iv","data"}}. Each call gives other bytes. */
  public static byte[] cbc(Clients.Credentials key, byte[] json) {
    byte[] iv = random(CBC_IV_BYTES);
    byte[] data = encrypt("AES/CBC/PKCS5Padding", key, new IvParameterSpec(iv), json);
    return JSON.writeValueAsBytes(object().put("iv", hex(iv)).put("data", hex(data)));
  }

  /** {@code {"alg","kid","iv","data","tag"}}; {@code kid} is the client's id. */
  public static byte[] gcm(Clients.Credentials key, byte[] json) {
    byte[] iv = random(GCM_IV_BYTES);
    var spec = new GCMParameterSpec(TAG_BYTES * Byte.SIZE, iv);
    byte[] sealed = encrypt("AES/GCM/NoPadding", key, spec, json);
    int end = sealed.length - TAG_BYTES;
    return JSON.writeValueAsBytes(
        object()
            .put("alg", Encryption.AES_256_GCM.id())
            .put("kid", key.id())
            .put("iv", hex(iv))
            .put("data", hex(Arrays.copyOf(sealed, end)))
            .put("tag", hex(Arrays.copyOfRange(sealed, end, sealed.length))));
  }

  private static byte[] encrypt(
      String cipherName, Clients.Credentials key, AlgorithmParameterSpec spec, byte[] json) {
    try {
      Cipher cipher = Cipher.getInstance(cipherName);
      byte[] bytes = HEX.parseHex(key.secret().value());
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(bytes, "AES"), spec);
      return cipher.doFinal(json);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  private static ObjectNode object() {
    return JSON.createObjectNode();
  }
}
