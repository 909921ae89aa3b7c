package dev.chasqui.inbound.media;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The received files that the history knows of. Thread-safe. */
public final class MediaFiles {

  private final JdbcClient jdbc;

  public MediaFiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The file of a message; empty if it has none that can be fetched.
   *
   * @param messageId its row's
   */
  Optional<MediaFile> find(long messageId) {
    return jdbc.sql(
            """
            select account_id, media_id, filename from inbound.message
            where message_id = ? and media_id is not null
            """)
        .param(messageId)
        .query(
            (row, _) ->
                new MediaFile(
                    row.getLong("account_id"),
                    row.getString("media_id"),
                    row.getString("filename")))
        .optional();
  }
}
