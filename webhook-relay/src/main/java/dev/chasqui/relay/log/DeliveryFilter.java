package dev.chasqui.relay.log;

import dev.chasqui.access.ApiError.FieldError;
import dev.chasqui.access.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
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
    @Nullable String status,
    @Nullable String since,
    @Nullable String until,
    @Nullable String after,
    @Nullable Integer limit) {

  private static final int USUAL = 100;
  private static final int MOST = 500;

  int size() {
    return limit == null ? USUAL : limit;
  }

  /**
   * @throws ApiException 400 with every field that is wrong
   */
  DeliveryQuery checked(List<String> subscriptions) {
    List<FieldError> errors = new ArrayList<>();
    if (size() < 1 || size() > MOST) {
      errors.add(new FieldError("limit", "must be from 1 to " + MOST));
    }
    DeliveryQuery query =
        new DeliveryQuery(
            subscriptions,
            eventId,
            chatId,
            read("status", status, DeliveryStatus::of, "must be one of: " + statuses(), errors),
            time("since", since, errors),
            time("until", until, errors),
            read("after", after, UUID::fromString, "is not from an earlier answer", errors),
            size());
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    return query;
  }

  private static @Nullable Instant time(
      String field, @Nullable String given, List<FieldError> errors) {
    return read(
        field, given, Instant::parse, "must be a time such as 2026-01-31T12:00:00Z", errors);
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
      String error,
      List<FieldError> errors) {
    try {
      return given == null ? null : reader.apply(given);
    } catch (IllegalArgumentException | DateTimeException e) {
      errors.add(new FieldError(field, error));
      return null;
    }
  }
}
