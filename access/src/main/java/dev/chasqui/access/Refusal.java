package dev.chasqui.access;

import dev.chasqui.access.text.Phrase;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a REST call is refused; an {@link ApiError} as soon as the client's language is known. */
public sealed interface Refusal {

  /** A stable code, listed in {@code docs/errors.md}. */
  String code();

  ApiError in(Locale language);

  static Refusal of(String code, Phrase error) {
    return new Plain(code, error);
  }

  /** A refusal that tells how what the call is about stands. */
  static Refusal of(String code, Phrase error, Object data) {
    return new WithData(code, error, data);
  }

  /**
   * A refusal that is about fields.
   *
   * @param fields at least one
   */
  static Refusal of(String code, List<WrongField> fields) {
    return new OfFields(code, List.copyOf(fields));
  }

  /** One with a text of its own. */
  record Plain(String code, Phrase error) implements Refusal {

    @Override
    public ApiError in(Locale language) {
      return new ApiError(false, error.in(language), code, null, null);
    }
  }

  /** One with a text of its own that tells how what the call is about stands. */
  record WithData(String code, Phrase error, Object data) implements Refusal {

    @Override
    public ApiError in(Locale language) {
      return new ApiError(false, error.in(language), code, null, data);
    }
  }

  /** One whose text is made of what is wrong with each field. */
  record OfFields(String code, List<WrongField> fields) implements Refusal {

    @Override
    public ApiError in(Locale language) {
      List<ApiError.FieldError> details =
          fields.stream()
              .map(wrong -> new ApiError.FieldError(wrong.field(), wrong.error().in(language)))
              .toList();
      String error =
          details.stream()
              .map(detail -> detail.field() + ": " + detail.error())
              .collect(Collectors.joining("; "));
      return new ApiError(false, error, code, details, null);
    }
  }
}
