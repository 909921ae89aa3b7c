package dev.chasqui.sender.contact;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.access.Account;
import dev.chasqui.sender.contact.ContactPace.Permits;
import dev.chasqui.sender.graph.Profile;
import dev.chasqui.sender.graph.Reply;
import dev.chasqui.sender.graph.SessionExtension;
import dev.chasqui.sender.graph.SessionExtension.Session;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks WhatsApp for contacts, and remembers for an hour what it said. Thread-safe. */
public final class Contacts {

  private static final Duration FRESH_FOR = Duration.ofHours(1);
  private static final int MOST_KEPT = 20_000;

  private final SessionExtension whatsapp;
  private final ContactPace pace;
  private final Cache<Key, Boolean> registered;
  private final Cache<Key, Reply<Profile>> profiles;

  public Contacts(SessionExtension whatsapp, ContactPace pace, Ticker ticker) {
    this.whatsapp = whatsapp;
    this.pace = pace;
    this.registered = cache(ticker);
    this.profiles = cache(ticker);
  }

  private static <T> Cache<Key, T> cache(Ticker ticker) {
    return Caffeine.newBuilder()
        .ticker(ticker)
        .expireAfterWrite(FRESH_FOR)
        .maximumSize(MOST_KEPT)
        .build();
  }

  /** As one account sees it: another may be blocked there. */
  private record Key(long accountId, String digits) {}

  /**
   * Whether numbers are on WhatsApp.
   *
   * @param digits up to 100 different numbers in international form, digits only
   * @param patience how long permits to ask are waited for
   */
  public Reply<Checks> check(Account account, List<String> digits, Duration patience) {
    Map<String, Boolean> known = new HashMap<>();
    List<String> unknown = digits.stream().filter(it -> !recall(account, it, known)).toList();
    if (unknown.isEmpty()) {
      return new Reply.Known<>(new Checks(known, null));
    }
    return connected(account).flatMap(_ -> checkAtPace(account, known, unknown, patience));
  }

  private Reply<Checks> checkAtPace(
      Account account, Map<String, Boolean> known, List<String> unknown, Duration patience) {
    Permits permits = pace.take(account.id(), unknown.size(), patience);
    List<String> asked = unknown.subList(0, permits.count());
    Reply<Map<String, Boolean>> reply =
        asked.isEmpty() ? new Reply.Known<>(Map.of()) : whatsapp.check(account, asked);
    return reply.map(
        answers -> {
          answers.forEach((it, is) -> registered.put(new Key(account.id(), it), is));
          known.putAll(answers);
          return new Checks(known, permits.later());
        });
  }

  /** Asked before a permit is taken: what is refused for want of a session costs none. */
  private Reply<Session> connected(Account account) {
    return whatsapp
        .session(account)
        .flatMap(
            session ->
                session.isWorking() ? new Reply.Known<>(session) : new Reply.NotConnected<>());
  }

  private boolean recall(Account account, String digits, Map<String, Boolean> known) {
    Boolean remembered = registered.getIfPresent(new Key(account.id(), digits));
    if (remembered != null) {
      known.put(digits, remembered);
    }
    return remembered != null;
  }

  /**
   * Who has a number; absent if nobody on WhatsApp has it.
   *
   * @param digits the number in international form, digits only
   */
  public Found info(Account account, String digits) {
    Key number = new Key(account.id(), digits);
    Reply<Profile> remembered = profiles.getIfPresent(number);
    if (remembered != null) {
      return new Found.Asked(remembered);
    }
    return switch (connected(account)) {
      case Reply.Known<Session> _ -> askAtPace(account, number);
      case Reply<Session> refusal -> new Found.Asked(refusal.flatMap(_ -> new Reply.Away<>()));
    };
  }

  private Found askAtPace(Account account, Key number) {
    Permits permits = pace.take(account.id(), 1, Duration.ZERO);
    return permits.later() == null
        ? new Found.Asked(ask(account, number))
        : new Found.Later(permits.later());
  }

  private Reply<Profile> ask(Account account, Key number) {
    Reply<Profile> reply = whatsapp.contact(account, number.digits());
    if (reply instanceof Reply.Known || reply instanceof Reply.Absent) {
      profiles.put(number, reply);
    }
    return reply;
  }
}
