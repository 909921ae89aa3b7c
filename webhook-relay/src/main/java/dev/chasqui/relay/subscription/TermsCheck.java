package dev.chasqui.relay.subscription;

import dev.chasqui.access.ApiError.FieldError;
import dev.chasqui.access.ApiException;
import dev.chasqui.relay.event.EventNames;
import dev.chasqui.relay.post.Encryption;
import dev.chasqui.relay.post.HeaderRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks what a caller asks for, and names every field that is wrong. For one request. */
final class TermsCheck {

  private static final int MOST_HEADERS = 20;
  private static final double LOWEST_RATE = 0.01;
  private static final double HIGHEST_RATE = 1000;
  private static final int USUAL_RETENTION_HOURS = 7 * 24;
  private static final int LONGEST_RETENTION_HOURS = 30 * 24;
  private static final int LONGEST_DESCRIPTION = 500;

  private final Belongings own;
  private final List<FieldError> errors = new ArrayList<>();

  TermsCheck(Belongings own) {
    this.own = own;
  }

  /**
   * The terms that are asked for.
   *
   * @throws ApiException 400 with every field that is wrong
   */
  Terms check(Registration asked) {
    Encryption encryption =
        oneOf(Encryption.ids(), Encryption::of, Encryption.NONE, "encryption", asked.encryption());
    Terms terms =
        new Terms(
            UrlField.check(asked.url(), errors),
            events(asked.events()),
            accounts(asked.accounts()),
            encryption,
            client(encryption, asked.clientId()),
            headers(asked.headers()),
            rate(asked.ratePerSecond()),
            oneOf(Order.ids(), Order::of, Order.NONE, "order", asked.order()),
            retention(asked.retentionHours()),
            oneOf(WhenOff.ids(), WhenOff::of, WhenOff.KEEP, "whenOff", asked.whenOff()),
            description(asked.description()));
    SecretField.check(asked.secret(), errors);
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    return terms;
  }

  private void wrong(String field, String error) {
    errors.add(new FieldError(field, error));
  }

  private List<String> events(@Nullable List<@Nullable String> asked) {
    List<String> patterns = new ArrayList<>();
    for (int i = 0; asked != null && i < asked.size(); i++) {
      String pattern = asked.get(i);
      if (pattern != null && EventNames.isPattern(pattern)) {
        patterns.add(pattern);
      } else {
        wrong(
            "events[" + i + "]",
            "is no known event; known are *, message.* and " + String.join(", ", EventNames.KNOWN));
      }
    }
    return patterns.isEmpty() ? List.of("*") : patterns.stream().distinct().toList();
  }

  private List<Long> accounts(@Nullable List<@Nullable Long> asked) {
    if (asked == null) {
      return List.of(own.accountId());
    }
    if (asked.isEmpty()) {
      wrong("accounts", "names no account; leave it out for that of the key");
    }
    List<Long> accounts = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Long account = asked.get(i);
      if (account != null && own.accounts().contains(account)) {
        accounts.add(account);
      } else {
        wrong("accounts[" + i + "]", "is no account of yours");
      }
    }
    return accounts.stream().distinct().toList();
  }

  private <T> T oneOf(
      List<String> ids,
      Function<String, Optional<T>> of,
      T none,
      String field,
      @Nullable String id) {
    if (id == null) {
      return none;
    }
    Optional<T> one = of.apply(id);
    if (one.isEmpty()) {
      wrong(field, "must be one of " + String.join(", ", ids));
    }
    return one.orElse(none);
  }

  private @Nullable String client(Encryption encryption, @Nullable String asked) {
    if (encryption == Encryption.NONE) {
      return null;
    }
    List<String> clients = own.clients();
    if (clients.isEmpty()) {
      wrong("encryption", "needs a client, whose secret is the key, and you have none");
    } else if (asked != null && !clients.contains(asked)) {
      wrong("clientId", "is no client of yours");
    }
    return asked == null && !clients.isEmpty() ? clients.getFirst() : asked;
  }

  private Map<String, String> headers(@Nullable Map<String, @Nullable String> asked) {
    Map<String, String> headers = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    if (asked != null && asked.size() > MOST_HEADERS) {
      wrong("headers", "are more than " + MOST_HEADERS);
    } else if (asked != null) {
      asked.forEach((name, value) -> header(headers, seen, name, value == null ? "" : value));
    }
    return headers;
  }

  private void header(Map<String, String> headers, Set<String> seen, String name, String value) {
    HeaderRules.problem(name, value).ifPresent(problem -> wrong("headers." + name, problem));
    if (!seen.add(name.toLowerCase(Locale.ROOT))) {
      wrong("headers." + name, "is there twice; case does not count");
    }
    headers.put(name, value);
  }

  private @Nullable Double rate(@Nullable Double asked) {
    if (asked != null && !(asked >= LOWEST_RATE && asked <= HIGHEST_RATE)) {
      wrong("ratePerSecond", "must be from 0.01 to 1000, or absent for no limit");
    }
    return asked;
  }

  private Duration retention(@Nullable Integer asked) {
    int hours = asked == null ? USUAL_RETENTION_HOURS : asked;
    if (hours < 1 || hours > LONGEST_RETENTION_HOURS) {
      wrong("retentionHours", "must be from 1 to %d".formatted(LONGEST_RETENTION_HOURS));
    }
    return Duration.ofHours(hours);
  }

  private @Nullable String description(@Nullable String asked) {
    // PostgreSQL's text cannot hold a NUL.
    if (asked != null && (asked.length() > LONGEST_DESCRIPTION || asked.indexOf('\0') >= 0)) {
      wrong("description", "must have at most %d characters".formatted(LONGEST_DESCRIPTION));
    }
    return asked;
  }
}
