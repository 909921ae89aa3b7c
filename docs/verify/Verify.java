// Receives webhooks, trusts only what is signed, and decrypts what is encrypted. Java 17 or later, no libraries.
//   WEBHOOK_SECRET=whsec_... CLIENT_SECRET=... PORT=4000 java Verify.java
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

class Verify {
  static final String SECRET = System.getenv("WEBHOOK_SECRET");

  static boolean isSigned(Headers headers, byte[] body) throws Exception {
    String timestamp = String.valueOf(headers.getFirst("webhook-timestamp"));
    if (!timestamp.matches("[0-9]{1,12}")
        || Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) > 300) {
      return false;
    }
    byte[] key =
        SECRET.startsWith("whsec_") ? Base64.getDecoder().decode(SECRET.substring(6)) : SECRET.getBytes();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update((headers.getFirst("webhook-id") + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    // One for each secret that is valid now.
    for (String one : String.valueOf(headers.getFirst("webhook-signature")).split(" ")) {
      if (MessageDigest.isEqual(expected.getBytes(), one.getBytes())) {
        return true;
      }
    }
    return false;
  }

  static String decrypted(String body) throws Exception {
    String iv = field(body, "iv");
    if (iv.isEmpty()) {
      return body;
    }
    var key = new SecretKeySpec(HexFormat.of().parseHex(System.getenv("CLIENT_SECRET")), "AES");
    byte[] nonce = HexFormat.of().parseHex(iv);
    boolean gcm = !field(body, "tag").isEmpty();
    Cipher cipher = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "AES/CBC/PKCS5Padding");
    cipher.init(Cipher.DECRYPT_MODE, key, gcm ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce));
    byte[] sealed = HexFormat.of().parseHex(field(body, "data") + field(body, "tag"));
    return new String(cipher.doFinal(sealed), StandardCharsets.UTF_8);
  }

  /** Of an encrypted body, which is flat; use a JSON library for the rest. */
  static String field(String json, String name) {
    var found = Pattern.compile("^\\{(?:\"\\w+\":\"[^\"]*\",)*\"" + name + "\":\"([0-9a-f]*)\"").matcher(json);
    return found.find() ? found.group(1) : "";
  }

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "4000"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 100);
    server.createContext("/", exchange -> {
      try (exchange) {
        byte[] body = exchange.getRequestBody().readAllBytes(); // as they came
        String text = new String(body, StandardCharsets.UTF_8);
        boolean ping = text.equals("{\"type\":\"ping\"}");
        boolean trusted = ping || isSigned(exchange.getRequestHeaders(), body);
        if (trusted && !ping) {
          System.out.println("verified " + decrypted(text));
        }
        exchange.sendResponseHeaders(trusted ? 200 : 401, -1);
      } catch (Exception e) {
        throw new java.io.IOException(e);
      }
    });
    server.start();
  }
}
