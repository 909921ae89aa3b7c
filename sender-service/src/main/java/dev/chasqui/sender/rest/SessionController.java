package dev.chasqui.sender.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chasqui.access.Account;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.sender.graph.BusinessProfile;
import dev.chasqui.sender.graph.Reply;
import dev.chasqui.sender.graph.SessionExtension;
import dev.chasqui.sender.graph.SessionExtension.Qr;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST resource session of WhatsApp API Engine, for the caller's account. */
@RestController
@RequestMapping("/api/session")
@Tag(name = "Session")
public class SessionController {

  private static final String DATA_URL = "data:image/png;base64,";

  private final CallerAccounts accounts;
  private final SessionExtension sessions;
  private final BusinessProfile business;
  private final Standing standing;

  SessionController(
      CallerAccounts accounts,
      SessionExtension sessions,
      BusinessProfile business,
      Standing standing) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.business = business;
    this.standing = standing;
  }

  /**
   * The QR code that is to be scanned now.
   *
   * @param qrCode a {@code data:} URL of a PNG
   * @param expiresAt when another one takes its place; null if that is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record QrCode(String qrCode, @Nullable Instant expiresAt) {

    @Override
    public String toString() {
      return "QrCode[***]";
    }
  }

  /** Who is connected; what is not known is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Profile(
      String phone, @Nullable String name, @Nullable String about, @Nullable String pictureUrl) {}

  /**
   * How the session stands after it was told to change.
   *
   * @param status {@code connected}, {@code connecting}, {@code qr} or {@code disconnected}
   */
  record Changed(String status) {}

  @Operation(summary = "Obtiene el estado de la conexión")
  @ApiResponse(responseCode = "200", description = "Estado de la sesión")
  @GetMapping("/status")
  Success<Standing.Status> status(@AuthenticationPrincipal Caller caller) {
    Account account = accounts.of(caller);
    return Success.of(standing.of(account, sessions.session(account)));
  }

  @Operation(summary = "Obtiene el código QR para escanear")
  @ApiResponse(responseCode = "200", description = "Código QR en base64")
  @ApiResponse(responseCode = "404", description = "No hay QR disponible")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @GetMapping("/qr")
  Success<QrCode> qr(@AuthenticationPrincipal Caller caller) {
    Qr qr = shown(caller);
    String png = Base64.getEncoder().encodeToString(QrImage.png(qr.text()));
    return Success.of(new QrCode(DATA_URL + png, qr.expiresAt()));
  }

  @Operation(summary = "Obtiene el código QR como imagen")
  @ApiResponse(responseCode = "200", description = "Imagen del código QR")
  @ApiResponse(responseCode = "404", description = "No hay QR disponible")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @GetMapping(path = "/qr/image", produces = MediaType.IMAGE_PNG_VALUE)
  byte[] qrImage(@AuthenticationPrincipal Caller caller) {
    return QrImage.png(shown(caller).text());
  }

  private Qr shown(Caller caller) {
    return WhatsAppRefusals.known(
        sessions.qr(accounts.of(caller)),
        SessionController::noQr,
        SessionController::noQr,
        ResultText.PROVIDER_REFUSED);
  }

  private static ApiException noQr() {
    return ApiException.of(HttpStatus.NOT_FOUND, "no_qr", RestText.NO_QR);
  }

  @Operation(summary = "Obtiene información del perfil conectado")
  @ApiResponse(responseCode = "200", description = "Información del perfil")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @GetMapping("/profile")
  Success<Profile> profile(@AuthenticationPrincipal Caller caller) {
    Account account = accounts.of(caller);
    Reply<dev.chasqui.sender.graph.Profile> linked = sessions.profile(account);
    var profile =
        WhatsAppRefusals.known(
            linked instanceof Reply.Unsupported ? business.profile(account) : linked,
            WhatsAppRefusals::notConnected,
            () -> WhatsAppRefusals.refused(ResultText.PROVIDER_REFUSED, RestText.NO_PROFILE),
            ResultText.PROVIDER_REFUSED);
    return Success.of(
        new Profile(profile.phone(), profile.name(), profile.about(), profile.pictureUrl()));
  }

  /** Unlinks the account. What follows comes as events. */
  @Operation(summary = "Cierra la sesión de WhatsApp")
  @ApiResponse(responseCode = "200", description = "Sesión cerrada exitosamente")
  @ApiResponse(responseCode = "501", description = "La cuenta no lo ofrece")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @PostMapping("/logout")
  Success<Changed> logout(@AuthenticationPrincipal Caller caller) {
    return changed(sessions.logout(accounts.of(caller)));
  }

  /** Connects anew; a linked account stays linked. What follows comes as events. */
  @Operation(summary = "Reinicia la conexión de WhatsApp")
  @ApiResponse(responseCode = "200", description = "Reiniciando conexión")
  @ApiResponse(responseCode = "501", description = "La cuenta no lo ofrece")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @PostMapping("/restart")
  Success<Changed> restart(@AuthenticationPrincipal Caller caller) {
    return changed(sessions.restart(accounts.of(caller)));
  }

  private static Success<Changed> changed(Reply<SessionExtension.Session> reply) {
    return Success.of(
        new Changed(
            Standing.name(
                WhatsAppRefusals.known(
                    reply,
                    () -> ApiException.notFound(RestText.SESSION_NOT_FOUND),
                    SessionController::noSession,
                    ResultText.PROVIDER_REFUSED))));
  }

  private static ApiException noSession() {
    return ApiException.of(
        HttpStatus.NOT_IMPLEMENTED, "session_unsupported", RestText.SESSION_UNSUPPORTED);
  }
}
