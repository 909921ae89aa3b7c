package dev.chasqui.standalone;

import dev.chasqui.access.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What opens the admin API: made at the first start, kept in the state, where the launcher's
 * commands read it. Nothing depends on it, so that it may be deleted to get another.
 */
final class AdminToken {

  private static final int BYTES = 32;

  private AdminToken() {}

  /**
   * @throws StartException if its file is there and has something else
   */
  static Secret in(Path home) {
    Path file = home.resolve("admin.token");
    try {
      if (!Files.exists(file)) {
        return make(file);
      }
      String kept = Files.readString(file).strip();
      if (kept.matches("[!-~]{32,}")) {
        return new Secret(kept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new StartException(file + " is damaged; delete it to get a new token");
  }

  private static Secret make(Path file) {
    byte[] token = new byte[BYTES];
    new SecureRandom().nextBytes(token);
    String hex = HexFormat.of().formatHex(token);
    PrivateFile.write(file, hex + "\n");
    return new Secret(hex);
  }
}
