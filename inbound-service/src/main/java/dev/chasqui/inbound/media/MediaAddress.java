package dev.chasqui.inbound.media;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses of files get the account's token: those of the server that the account's own
 * address names, and of Meta's host for media. WhatsApp's answer names the address, and a token
 * that goes elsewhere is given away. Pure.
 */
final class MediaAddress {

  private static final String META = "lookaside.fbsbx.com";
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private MediaAddress() {}

  /**
   * Reads an address.
   *
   * @param baseUrl the account's
   * @return empty if it must not be called with the token
   */
  static Optional<URI> parse(String url, String baseUrl) {
    try {
      URI uri = new URI(url);
      return Optional.of(uri).filter(it -> isMetas(it) || isSameServer(it, URI.create(baseUrl)));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isMetas(URI uri) {
    return scheme(uri).equals("https") && host(uri).equals(META) && port(uri) == HTTPS_PORT;
  }

  private static boolean isSameServer(URI uri, URI base) {
    return !host(uri).isEmpty()
        && scheme(uri).equals(scheme(base))
        && host(uri).equals(host(base))
        && port(uri) == port(base);
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static String host(URI uri) {
    return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return scheme(uri).equals("https") ? HTTPS_PORT : HTTP_PORT;
  }
}
