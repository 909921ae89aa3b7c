package dev.chasqui.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The admin API that is called: the one that {@code CHASQUI_ADMIN_URL} names, else that of the
 * system which {@code ./chasqui up} started. Immutable; does not print its token.
 *
 * @param url without a trailing slash
 * @param simulator where the simulator of this machine is; null if it is another machine's system
 * @param unreachable what to tell when nobody answers
 * @param unauthorized what to tell when the token is not taken
 */
record Target(
    String url, String token, @Nullable String simulator, String unreachable, String unauthorized) {

  private static final String NOT_RUNNING = "Chasqui is not running; start it with ./chasqui up";

  /**
   * @throws CliException if there is no such system
   */
  static Target of(Map<String, String> environment, Path home) {
    String url = environment.getOrDefault("CHASQUI_ADMIN_URL", "").strip();
    return url.isEmpty() ? local(home) : remote(url, environment);
  }

  private static Target remote(String given, Map<String, String> environment) {
    String url = given.replaceAll("/+$", "");
    if (!isHttp(url)) {
      throw new CliException("CHASQUI_ADMIN_URL must be such as http://127.0.0.1:3001");
    }
    String token = token(environment);
    if (token.isEmpty()) {
      throw new CliException(
          "CHASQUI_ADMIN_URL is set and neither CHASQUI_ADMIN_TOKEN nor CHASQUI_ADMIN_TOKEN_FILE is; give the token that the sender was started with");
    }
    return new Target(
        url,
        token,
        null,
        "nobody answers at " + url + "; is the sender running, and with CHASQUI_ADMIN_TOKEN set?",
        "the sender at " + url + " has another token than CHASQUI_ADMIN_TOKEN here");
  }

  private static String token(Map<String, String> environment) {
    String file = environment.getOrDefault("CHASQUI_ADMIN_TOKEN_FILE", "").strip();
    if (file.isEmpty()) {
      return environment.getOrDefault("CHASQUI_ADMIN_TOKEN", "").strip();
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new CliException("CHASQUI_ADMIN_TOKEN_FILE is " + file + ", which cannot be read", e);
    }
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Target local(Path home) {
    Path tokenFile = home.resolve("admin.token");
    try {
      Map<String, String> run = run(home.resolve("run"));
      if (!isAlive(run.getOrDefault("pid", ""))) {
        throw new CliException(NOT_RUNNING);
      }
      String port = run.get("admin_port");
      if (port == null) {
        throw new CliException(
            "the system that runs is of an older version; restart it: ./chasqui down, then ./chasqui up");
      }
      return new Target(
          "http://127.0.0.1:" + port,
          Files.readString(tokenFile).strip(),
          "http://%s:%s"
              .formatted(run.getOrDefault("host", "127.0.0.1"), run.get("simulator_port")),
          NOT_RUNNING,
          "the system that runs was started with another token than the one in " + tokenFile);
    } catch (IOException e) {
      throw new CliException(NOT_RUNNING, e);
    }
  }

  /** After a kill the file is still there, and its port may be anybody's: no place for a token. */
  private static boolean isAlive(String pid) {
    return pid.matches("[0-9]{1,10}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  private static Map<String, String> run(Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return values;
  }

  @Override
  public String toString() {
    return "Target[" + url + "]";
  }
}
