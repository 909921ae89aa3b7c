package dev.chasqui.sender.rest;

import dev.chasqui.access.Account;
import dev.chasqui.access.Caller;
import dev.chasqui.sender.graph.MediaFile;
import dev.chasqui.sender.graph.MediaUploads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST resource messages of WhatsApp API Engine; sends from the caller's account. */
@RestController
@RequestMapping(MessageController.PATH)
@Tag(name = "Messages")
public class MessageController {

  static final String PATH = "/api/messages";
  static final String SEND_IMAGE = "/send-image";

  private final MessageDesk desk;
  private final MediaUploads uploads;
  private final CallerAccounts accounts;

  MessageController(MessageDesk desk, MediaUploads uploads, CallerAccounts accounts) {
    this.desk = desk;
    this.uploads = uploads;
    this.accounts = accounts;
  }

  @Operation(summary = "Envía un mensaje de texto")
  @ApiResponse(responseCode = "200", description = "Mensaje enviado exitosamente")
  @ApiResponse(responseCode = "202", description = "Mensaje aceptado, con Prefer: respond-async")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "409", description = "Mensaje cancelado antes de enviarse")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @PostMapping("/send")
  ResponseEntity<Success<Sent>> send(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestHeader(name = CallOptions.PREFER, required = false) @Nullable String prefer,
      @RequestBody TextRequest request) {
    return desk.send(caller, CallOptions.of(key, prefer), request.checked());
  }

  /** An image that comes inside the call is handed to WhatsApp before the message. */
  @Operation(summary = "Envía una imagen")
  @ApiResponse(responseCode = "200", description = "Imagen enviada exitosamente")
  @ApiResponse(responseCode = "202", description = "Mensaje aceptado, con Prefer: respond-async")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "409", description = "Mensaje cancelado antes de enviarse")
  @ApiResponse(responseCode = "413", description = "Imagen demasiado grande")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @PostMapping(SEND_IMAGE)
  ResponseEntity<Success<Sent>> sendImage(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestHeader(name = CallOptions.PREFER, required = false) @Nullable String prefer,
      @RequestBody ImageRequest request) {
    CallOptions options = CallOptions.of(key, prefer);
    return desk.send(caller, options, request.checked(file -> upload(caller, file)));
  }

  @Operation(summary = "Envía un documento")
  @ApiResponse(responseCode = "200", description = "Documento enviado exitosamente")
  @ApiResponse(responseCode = "202", description = "Mensaje aceptado, con Prefer: respond-async")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "409", description = "Mensaje cancelado antes de enviarse")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @PostMapping("/send-document")
  ResponseEntity<Success<Sent>> sendDocument(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestHeader(name = CallOptions.PREFER, required = false) @Nullable String prefer,
      @RequestBody DocumentRequest request) {
    return desk.send(caller, CallOptions.of(key, prefer), request.checked());
  }

  private String upload(Caller caller, MediaFile file) {
    Account account = accounts.of(caller);
    return WhatsAppRefusals.known(
        uploads.upload(account, file),
        () -> WhatsAppRefusals.refused(ResultText.MEDIA_FAILED, RestText.NUMBER_UNKNOWN),
        () -> WhatsAppRefusals.refused(ResultText.MEDIA_FAILED, RestText.NO_FILES),
        ResultText.MEDIA_FAILED);
  }
}
