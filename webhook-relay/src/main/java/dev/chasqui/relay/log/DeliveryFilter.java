package dev.chasqui.relay.log;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.Times;
import dev.chasqui.access.WrongFields;
import dev.chasqui.access.text.FieldText;
import dev.chasqui.access.text.Phrase;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query of {@code GET /api/webhooks/deliveries}, as it came: what is absent is null. Immutable.
 *
 * @param webhookId one of the caller's webhooks; all of them if absent
 * @param status {@code pending}, {@code delivered} or {@code failed}
 * @param since made then or later, ISO 8601
 * @param until made before, ISO 8601
 * @param after where the page before ended
 * @param limit 1 to 500; 100 if absent
 */
record DeliveryFilter(
    @Nullable String webhookId,
    @Nullable String eventId,
    @Nullable String chatId,
    @Schema(allowableValues = {"pending", "delivered", "failed"}) @Nullable String status,
    @Nullable String since,
    @Nullable String until,
    @Nullable String after,
    @Schema(minimum = "1", maximum = "500") @Nullable Integer limit) {

  private static final int USUAL = 100;
  private static final int MOST = 500;

  int size() {
    return limit == null ? USUAL : limit;
  }

  /**
   * @throws ApiException 400 with every field that is wrong
   */
  DeliveryQuery checked(List<String> subscriptions) {
    WrongFields wrong = new WrongFields();
    if (size() < 1 || size() > MOST) {
      wrong.add("limit", FieldText.BETWEEN.with(1, MOST));
    }
    DeliveryQuery query =
        new DeliveryQuery(
            subscriptions,
            read("eventId", eventId, DeliveryFilter::text, DeliveryText.NO_TEXT, wrong),
            read("chatId", chatId, DeliveryFilter::text, DeliveryText.NO_TEXT, wrong),
            read("status", status, DeliveryStatus::of, DeliveryText.STATUS.with(statuses()), wrong),
            read("since", since, DeliveryFilter::time, FieldText.TIME, wrong),
            read("until", until, DeliveryFilter::time, FieldText.TIME, wrong),
            read("after", after, UUID::fromString, DeliveryText.NO_PAGE, wrong),
            size());
    wrong.refuseIfAny();
    return query;
  }

  private static Instant time(String given) {
    return Times.read(given).orElseThrow(IllegalArgumentException::new);
  }

  /** PostgreSQL's text cannot hold a NUL. */
  private static String text(String given) {
    if (given.isEmpty() || given.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(given);
    }
    return given;
  }

  private static String statuses() {
    return Arrays.stream(DeliveryStatus.values())
        .map(DeliveryStatus::id)
        .collect(Collectors.joining(", "));
  }

  private static <T> @Nullable T read(
      String field,
      @Nullable String given,
      Function<String, T> reader,
      Phrase error,
      WrongFields wrong) {
    try {
      return given == null ? null : reader.apply(given);
    } catch (IllegalArgumentException e) {
      wrong.add(field, error);
      return null;
    }
  }
}
