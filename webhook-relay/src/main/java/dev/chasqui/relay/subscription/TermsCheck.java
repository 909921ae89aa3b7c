package dev.chasqui.relay.subscription;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.WrongFields;
import dev.chasqui.access.text.FieldText;
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
  private static final int HIGHEST_RATE = 1000;
  private static final int USUAL_RETENTION_HOURS = 7 * 24;
  private static final int LONGEST_RETENTION_HOURS = 30 * 24;
  private static final int LONGEST_DESCRIPTION = 500;

  private final Belongings own;
  private final WrongFields wrong = new WrongFields();

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
            UrlField.check(asked.url(), wrong),
            events(asked.events()),
            accounts(asked.accounts()),
            encryption,
            client(encryption, asked.clientId()),
            headers(asked.headers()),
            rate(asked.ratePerSecond()),
            oneOf(Order.ids(), Order::of, Order.NONE, "order", asked.order()),
            retention(asked.retentionHours()),
            oneOf(WhenOff.ids(), WhenOff::of, WhenOff.KEEP, "whenOff", asked.whenOff()),
            asked.description());
    wrong.atMost("description", asked.description(), LONGEST_DESCRIPTION);
    SecretField.check(asked.secret(), wrong);
    wrong.unknown(Registration.class, asked.unknownFields());
    wrong.refuseIfAny();
    return terms;
  }

  private List<String> events(@Nullable List<@Nullable String> asked) {
    if (asked == null) {
      return List.of("*");
    }
    if (asked.isEmpty()) {
      wrong.add("events", WebhookText.NO_EVENTS);
    }
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      String pattern = asked.get(i);
      if (pattern != null && EventNames.isPattern(pattern)) {
        patterns.add(pattern);
      } else {
        wrong.add(
            "events[" + i + "]",
            WebhookText.UNKNOWN_EVENT.with(String.join(", ", EventNames.KNOWN)));
      }
    }
    return patterns.stream().distinct().toList();
  }

  private List<Long> accounts(@Nullable List<@Nullable Long> asked) {
    if (asked == null) {
      return List.of(own.accountId());
    }
    if (asked.isEmpty()) {
      wrong.add("accounts", WebhookText.NO_ACCOUNTS);
    }
    List<Long> accounts = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Long account = asked.get(i);
      if (account != null && own.accounts().contains(account)) {
        accounts.add(account);
      } else {
        wrong.add("accounts[" + i + "]", WebhookText.FOREIGN_ACCOUNT);
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
      wrong.add(field, FieldText.ONE_OF.with(String.join(", ", ids)));
    }
    return one.orElse(none);
  }

  private @Nullable String client(Encryption encryption, @Nullable String asked) {
    if (encryption == Encryption.NONE) {
      return null;
    }
    List<String> clients = own.clients();
    if (clients.isEmpty()) {
      wrong.add("encryption", WebhookText.NO_CLIENTS);
    } else if (asked != null && !clients.contains(asked)) {
      wrong.add("clientId", WebhookText.FOREIGN_CLIENT);
    }
    return asked == null && !clients.isEmpty() ? clients.getFirst() : asked;
  }

  private Map<String, String> headers(@Nullable Map<String, @Nullable String> asked) {
    Map<String, String> headers = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    if (asked != null && asked.size() > MOST_HEADERS) {
      wrong.add("headers", WebhookText.TOO_MANY_HEADERS.with(MOST_HEADERS));
    } else if (asked != null) {
      asked.forEach((name, value) -> header(headers, seen, name, value == null ? "" : value));
    }
    return headers;
  }

  private void header(Map<String, String> headers, Set<String> seen, String name, String value) {
    HeaderRules.problem(name, value).ifPresent(problem -> wrong.add("headers." + name, problem));
    if (!seen.add(name.toLowerCase(Locale.ROOT))) {
      wrong.add("headers." + name, WebhookText.SAME_HEADER);
    }
    headers.put(name, value);
  }

  private @Nullable Double rate(@Nullable Double asked) {
    if (asked != null && !(asked >= LOWEST_RATE && asked <= HIGHEST_RATE)) {
      wrong.add("ratePerSecond", WebhookText.RATE.with(LOWEST_RATE, HIGHEST_RATE));
    }
    return asked;
  }

  private Duration retention(@Nullable Integer asked) {
    int hours = asked == null ? USUAL_RETENTION_HOURS : asked;
    if (hours < 1 || hours > LONGEST_RETENTION_HOURS) {
      wrong.add("retentionHours", FieldText.BETWEEN.with(1, LONGEST_RETENTION_HOURS));
    }
    return Duration.ofHours(hours);
  }
}
