package dev.chasqui.relay.post;

import dev.chasqui.access.text.Phrase;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers a subscription may add to its webhooks. Pure. */
public final class HeaderRules {

  private static final int LONGEST_VALUE = 1024;

  /** A token of RFC 9110, section 5.6.2. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  /** Hop by hop (RFC 9110, section 7.6.1), or said by HTTP itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> OURS =
      Set.of("content-type", "traceparent", "tracestate", "user-agent", "x-hub-signature-256");

  private static final List<String> OUR_BEGINNINGS = List.of("webhook-", "chasqui-");

  private HeaderRules() {}

  /** What is wrong with a header; empty if nothing is. */
  public static Optional<Phrase> problem(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      return Optional.of(HeaderText.NO_NAME);
    }
    if (OF_THE_CONNECTION.contains(lower)) {
      return Optional.of(HeaderText.OF_THE_CONNECTION);
    }
    if (OURS.contains(lower) || OUR_BEGINNINGS.stream().anyMatch(lower::startsWith)) {
      return Optional.of(HeaderText.OURS);
    }
    return value.length() <= LONGEST_VALUE && VALUE.matcher(value).matches()
        ? Optional.empty()
        : Optional.of(HeaderText.VALUE.with(LONGEST_VALUE));
  }
}
