package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiException;
import dev.chasqui.sender.bulk.BulkCommandId;
import dev.chasqui.sender.call.RestText;
import dev.chasqui.workqueue.Item;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** Where a page of what waits ended: as text that clients hand back and don't look into. */
sealed interface Cursor {

  /** Among what is queued. */
  record Queued(Item.Place place) implements Cursor {
    @Override
    public String plain() {
      return place.due() + "/" + place.itemId();
    }
  }

  /** Among what bulk jobs have not queued yet. */
  record InJob(BulkCommandId id) implements Cursor {
    @Override
    public String plain() {
      return id.text();
    }
  }

  String plain();

  default String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Reads what {@link #text} has written.
   *
   * @throws ApiException 400 if it is none of ours
   */
  static Cursor parse(String cursor) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      return BulkCommandId.parse(plain).<Cursor>map(InJob::new).orElseGet(() -> queued(plain));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw ApiException.invalid("after", RestText.CURSOR);
    }
  }

  private static Cursor queued(String plain) {
    int slash = plain.indexOf('/');
    return new Queued(
        new Item.Place(
            Instant.parse(plain.substring(0, Math.max(0, slash))),
            Long.parseLong(plain.substring(slash + 1))));
  }
}
