package dev.chasqui.sender.news;

import dev.chasqui.schemas.SessionState;
import dev.chasqui.schemas.WhatsAppEvent;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps how the sessions of linked devices stand, as the events say. Thread-safe. */
public final class Sessions {

  /** Events may come twice, and late: an older one changes nothing. */
  private static final String KEEP =
      """
      insert into sender.session as kept (account_id, state, changed_at, down_since)
      values (?, ?, ?, ?)
      on conflict (account_id) do update set state = excluded.state,
        changed_at = excluded.changed_at,
        down_since = case when excluded.down_since is null then null
          else coalesce(kept.down_since, excluded.down_since) end
      where kept.changed_at <= excluded.changed_at""";

  private static final String ALL = "select account_id, state, down_since from sender.session";

  private final JdbcTemplate jdbc;

  public Sessions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How a session stands.
   *
   * @param state in lower case, such as {@code working} or {@code scan_qr_code}
   * @param downSince since when nothing goes out or comes in by it; null while it works
   */
  public record Standing(long accountId, String state, @Nullable Instant downSince) {}

  /** Heeds what events say of sessions; most of them say nothing. */
  void heed(List<WhatsAppEvent> events) {
    List<Object[]> rows =
        events.stream().filter(it -> it.getSession() != null).map(Sessions::row).toList();
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(KEEP, rows);
    }
  }

  /** All sessions of which anything is known. */
  public List<Standing> all() {
    return jdbc.query(
        ALL,
        (row, _) -> {
          Timestamp down = row.getTimestamp("down_since");
          return new Standing(
              row.getLong("account_id"),
              row.getString("state"),
              down == null ? null : down.toInstant());
        });
  }

  private static Object[] row(WhatsAppEvent event) {
    SessionState state = Objects.requireNonNull(event.getSession()).getState();
    Timestamp changed = Timestamp.from(event.getTimestamp());
    return new Object[] {
      event.getAccountId(),
      state.name().toLowerCase(Locale.ROOT),
      changed,
      state == SessionState.WORKING ? null : changed
    };
  }
}
