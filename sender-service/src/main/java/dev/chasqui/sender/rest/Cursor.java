package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiException;
import dev.chasqui.workqueue.Item.Place;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** Where a page ended, as text that clients hand back and don't look into. Pure. */
final class Cursor {

  private Cursor() {}

  static String of(Place place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((place.due() + "/" + place.itemId()).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * @throws ApiException 400 if it is none of ours
   */
  static Place parse(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      int slash = text.indexOf('/');
      return new Place(
          Instant.parse(text.substring(0, Math.max(0, slash))),
          Long.parseLong(text.substring(slash + 1)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw ApiException.invalid("after", RestText.CURSOR);
    }
  }
}
