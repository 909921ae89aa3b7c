package dev.chasqui.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the first start hands to its user. Immutable; does not print.
 *
 * @param apiKey opens the REST resources of the account
 * @param clientId of the client
 * @param clientSecret 64 hex characters
 * @param accountId the account on the simulator
 * @param phone its number, digits only
 */
record Credentials(
    String apiKey, String clientId, String clientSecret, long accountId, String phone) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static Path file(Path home) {
    return home.resolve("credentials.json");
  }

  /**
   * What is kept in the state; empty if there is nothing.
   *
   * @throws StartException if the file is there and is something else
   */
  static Optional<Credentials> read(Path home) {
    Path file = file(home);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), Credentials.class));
    } catch (JacksonException e) {
      throw new StartException(file + " is damaged; delete it to get new credentials", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void keep(Path home) {
    PrivateFile.write(file(home), JSON.writeValueAsString(this) + "\n");
  }

  @Override
  public String toString() {
    return "Credentials[accountId=" + accountId + "]";
  }
}
