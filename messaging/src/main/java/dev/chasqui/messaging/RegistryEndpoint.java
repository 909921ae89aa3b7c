package dev.chasqui.messaging;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * One base URL of a registry, its user info taken out of it so that the URL can be shown.
 *
 * @param uri without user info and without a slash at its end
 */
record RegistryEndpoint(URI uri, @Nullable Credentials urlCredentials) {

  /** Reads a comma-separated list; errors name the key and never quote the value's user info. */
  static List<RegistryEndpoint> parseList(String key, @Nullable String urls) {
    List<RegistryEndpoint> endpoints =
        Arrays.stream((urls == null ? "" : urls).split(",", -1))
            .map(String::strip)
            .filter(url -> !url.isEmpty())
            .map(url -> parse(key, url))
            .toList();
    if (endpoints.isEmpty()) {
      throw new ConfigException(key + " must hold at least one http or https URL");
    }
    return endpoints;
  }

  private static RegistryEndpoint parse(String key, String url) {
    URI uri = uri(key, url);
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    if (!(http || https) || uri.getHost() == null) {
      throw new ConfigException(key + " must hold http or https URLs with a host");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    URI shown = URI.create(uri.getScheme() + "://" + uri.getHost() + port + path);
    return new RegistryEndpoint(shown, credentials(uri.getRawUserInfo()));
  }

  // URISyntaxException quotes its input, which may hold a password: it is dropped on purpose.
  @SuppressWarnings("UnusedException")
  private static URI uri(String key, String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw new ConfigException(key + " holds a malformed URL (not shown: it may hold a password)");
    }
  }

  private static @Nullable Credentials credentials(@Nullable String rawUserInfo) {
    // A "+" stands for itself in user info, unlike in a form.
    return rawUserInfo == null
        ? null
        : new Credentials(
            URLDecoder.decode(rawUserInfo.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
