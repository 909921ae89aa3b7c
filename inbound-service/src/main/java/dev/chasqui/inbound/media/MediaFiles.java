package dev.chasqui.inbound.media;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The received files that the history knows of. Thread-safe. */
public final class MediaFiles {

  private static final Pattern ROW = Pattern.compile("[0-9]{1,18}");

  private final JdbcClient jdbc;

  public MediaFiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The files that an id may mean: of the message that the list gives this number, then those to
   * which WhatsApp has given it, as webhooks say. Whoever asks may see some of them, or none.
   */
  List<MediaFile> find(String id) {
    if (id.indexOf('\0') >= 0) {
      return List.of();
    }
    return Stream.concat(
            ROW.matcher(id).matches() ? files("message_id = ?", Long.parseLong(id)) : Stream.of(),
            files("media_id = ?", id))
        .toList();
  }

  private Stream<MediaFile> files(String which, Object id) {
    return jdbc
        .sql(
            "select account_id, media_id, filename from inbound.message"
                + " where media_id is not null and "
                + which)
        .param(id)
        .query(
            (row, _) ->
                new MediaFile(
                    row.getLong("account_id"),
                    row.getString("media_id"),
                    row.getString("filename")))
        .list()
        .stream();
  }
}
