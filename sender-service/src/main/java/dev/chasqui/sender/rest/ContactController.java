package dev.chasqui.sender.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chasqui.access.ApiError;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.access.ErrorBody;
import dev.chasqui.access.Refusal;
import dev.chasqui.sender.contact.Checks;
import dev.chasqui.sender.contact.Contacts;
import dev.chasqui.sender.contact.Found;
import dev.chasqui.sender.graph.Profile;
import dev.chasqui.sender.graph.Reply;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST resource contacts of WhatsApp API Engine: from WhatsApp, paced and remembered. */
@RestController
@RequestMapping("/api/contacts")
@Tag(name = "Contacts")
public class ContactController {

  private final CallerAccounts accounts;
  private final Contacts contacts;
  private final RetryAfter retryAfter;
  private final Duration patience;

  /**
   * @param patience how long a check of many waits for its account's pace
   */
  ContactController(
      CallerAccounts accounts, Contacts contacts, RetryAfter retryAfter, Duration patience) {
    this.accounts = accounts;
    this.contacts = contacts;
    this.retryAfter = retryAfter;
    this.patience = patience;
  }

  /** Whether a number is on WhatsApp. */
  record Checked(String phone, boolean isRegistered) {}

  /**
   * The answer to a check of many.
   *
   * @param success always true
   * @param data of each number that could be asked for, in the order of the request
   * @param pending the numbers that could not be, to be asked again after {@code Retry-After}
   */
  record CheckedAll(boolean success, List<Checked> data, List<String> pending) {}

  /** What WhatsApp shows of a contact; what it does not show is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Contact(
      String phone,
      boolean isRegistered,
      @Nullable String name,
      @Nullable String about,
      @Nullable String pictureUrl,
      @Nullable String lid) {}

  @Operation(summary = "Verifica si un número está registrado en WhatsApp")
  @ApiResponse(responseCode = "200", description = "Resultado de la verificación")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "501", description = "La cuenta no lo ofrece")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @GetMapping("/check/{phone}")
  Success<Checked> check(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "Número de teléfono con código de país", example = "573001234567")
          @PathVariable
          String phone) {
    String digits = PhoneNumbers.digits(phone);
    Checks checks = known(contacts.check(accounts.of(caller), List.of(digits), Duration.ZERO));
    Boolean registered = checks.registered().get(digits);
    if (registered == null) {
      throw new TooOftenException(checks.later());
    }
    return Success.of(new Checked(phone, registered));
  }

  @Operation(summary = "Verifica múltiples números")
  @ApiResponse(responseCode = "200", description = "Resultados de verificación")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "501", description = "La cuenta no lo ofrece")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @PostMapping("/check-bulk")
  ResponseEntity<CheckedAll> checkBulk(
      @AuthenticationPrincipal Caller caller, @RequestBody PhoneNumbers request) {
    List<PhoneNumbers.Written> phones = request.checked();
    List<String> digits = phones.stream().map(PhoneNumbers.Written::digits).distinct().toList();
    Checks checks = known(contacts.check(accounts.of(caller), digits, patience));
    CheckedAll answer = answer(phones, checks);
    ResponseEntity.BodyBuilder response = ResponseEntity.ok();
    if (!answer.pending().isEmpty()) {
      response.header(HttpHeaders.RETRY_AFTER, retryAfter.seconds(checks.later()));
    }
    return response.body(answer);
  }

  private static CheckedAll answer(List<PhoneNumbers.Written> phones, Checks checks) {
    return new CheckedAll(
        true,
        phones.stream()
            .filter(it -> checks.registered().containsKey(it.digits()))
            .map(it -> new Checked(it.phone(), isRegistered(checks, it)))
            .toList(),
        phones.stream()
            .filter(it -> !checks.registered().containsKey(it.digits()))
            .map(PhoneNumbers.Written::phone)
            .toList());
  }

  private static boolean isRegistered(Checks checks, PhoneNumbers.Written number) {
    return checks.registered().getOrDefault(number.digits(), Boolean.FALSE);
  }

  @Operation(summary = "Obtiene información de un contacto")
  @ApiResponse(responseCode = "200", description = "Información del contacto")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "404", description = "No está en WhatsApp")
  @ApiResponse(responseCode = "501", description = "La cuenta no lo ofrece")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @GetMapping("/info/{phone}")
  Success<Contact> info(
      @AuthenticationPrincipal Caller caller,
      @Parameter(example = "573001234567") @PathVariable String phone) {
    return switch (contacts.info(accounts.of(caller), PhoneNumbers.digits(phone))) {
      case Found.Later(Instant at) -> throw new TooOftenException(at);
      case Found.Asked(Reply<Profile> reply) -> {
        Profile profile = known(reply);
        yield Success.of(
            new Contact(
                phone, true, profile.name(), profile.about(), profile.pictureUrl(), profile.lid()));
      }
    };
  }

  /** The account has asked too much; it may again at a time, or after a while if that is null. */
  static final class TooOftenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable Instant again;

    TooOftenException(@Nullable Instant again) {
      this.again = again;
    }
  }

  @ExceptionHandler
  ResponseEntity<ApiError> tooOften(HttpServletRequest request, TooOftenException e) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, retryAfter.seconds(e.again));
    return ErrorBody.answer(
        request,
        HttpStatus.TOO_MANY_REQUESTS,
        headers,
        Refusal.of("too_many_contact_checks", RestText.TOO_MANY_CONTACT_CHECKS));
  }

  private static <T> T known(Reply<T> reply) {
    return WhatsAppRefusals.known(
        reply,
        () -> ApiException.notFound(RestText.CONTACT_NOT_FOUND),
        () ->
            ApiException.of(
                HttpStatus.NOT_IMPLEMENTED,
                "contact_checks_unsupported",
                RestText.CONTACT_CHECKS_UNSUPPORTED),
        ResultText.PROVIDER_REFUSED);
  }
}
