package dev.chasqui.standalone;

import dev.chasqui.access.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key that seals secrets in the database: made at the first start, kept in the state. */
final class MasterKey {

  private static final int BYTES = 32;

  private MasterKey() {}

  /**
   * @throws StartException if it is gone but the database that it sealed is there
   */
  static Secret in(Path home) {
    Path file = home.resolve("master.key");
    try {
      if (Files.exists(file)) {
        return new Secret(Files.readString(file).strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (Files.exists(home.resolve("postgres"))) {
      throw new StartException(
          "%s is missing, and the database is sealed with it. Put it back, or start anew: ./chasqui reset --yes"
              .formatted(file));
    }
    return make(file);
  }

  private static Secret make(Path file) {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    String hex = HexFormat.of().formatHex(key);
    PrivateFile.write(file, hex + "\n");
    return new Secret(hex);
  }
}
