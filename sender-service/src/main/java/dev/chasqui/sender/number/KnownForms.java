package dev.chasqui.sender.number;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.chasqui.sender.graph.NumberForms;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The form in which WhatsApp knows a number, for numbers that have two; for all accounts. What one
 * instance learns the others see after a minute. It only saves calls: while the database is away,
 * numbers are taken as they are given. Thread-safe.
 */
public final class KnownForms {

  private static final Logger LOG = LoggerFactory.getLogger(KnownForms.class);
  private static final Duration FRESH_FOR = Duration.ofMinutes(1);
  private static final int MOST_KEPT = 100_000;

  private static final String LEARN =
      """
      insert into sender.number_variant (number, wa_id) values (:number, :form)
      on conflict (number) do update set wa_id = excluded.wa_id, learned_at = now()""";

  private static final String LEARN_FIRST =
      """
      insert into sender.number_variant (number, wa_id) values (:number, :form)
      on conflict (number) do nothing""";

  private static final String FORGET =
      "delete from sender.number_variant where number = :number and wa_id = :form";

  private final JdbcClient jdbc;

  /** By {@link NumberForms#key}; empty for a number of which nothing is known. */
  private final Cache<String, Optional<String>> cache =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(FRESH_FOR).build();

  public KnownForms(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The form to send to: the one that WhatsApp is known to know, else the number itself. */
  public String best(String number) {
    try {
      return cache.get(NumberForms.key(number), this::find).orElse(number);
    } catch (DataAccessException e) {
      LOG.debug("known forms of numbers cannot be read: {}", e.toString());
      return number;
    }
  }

  /** WhatsApp knows this form. */
  public void exists(String form) {
    write(form, LEARN, form);
  }

  /**
   * WhatsApp says that nobody has this form: 131026, in an answer or in a {@code failed} status.
   * The next message goes to the other form; if this one was itself the one that was known to
   * exist, the next goes where it is told to.
   */
  public void doesNotExist(String form) {
    Optional<String> other = NumberForms.other(form);
    if (other.isPresent() && write(form, FORGET, form) == 0) {
      write(form, LEARN_FIRST, other.get());
    }
  }

  private Optional<String> find(String key) {
    return jdbc.sql("select wa_id from sender.number_variant where number = ?")
        .param(key)
        .query(String.class)
        .optional();
  }

  /** Returns how many rows it changed; also 0 if it is not known. */
  private int write(String number, String sql, String form) {
    String key = NumberForms.key(number);
    try {
      return jdbc.sql(sql).param("number", key).param("form", form).update();
    } catch (DataAccessException e) {
      LOG.warn("what WhatsApp said of a number's form cannot be kept: {}", e.toString());
      return 0;
    } finally {
      cache.invalidate(key);
    }
  }
}
