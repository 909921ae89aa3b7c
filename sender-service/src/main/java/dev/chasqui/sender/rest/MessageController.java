package dev.chasqui.sender.rest;

import dev.chasqui.access.Caller;
import dev.chasqui.access.CallerAccounts;
import dev.chasqui.access.Success;
import dev.chasqui.sender.call.CallOptions;
import dev.chasqui.sender.call.Draft;
import dev.chasqui.sender.call.FileDesk;
import dev.chasqui.sender.call.IdempotencyKey;
import dev.chasqui.sender.call.MessageDesk;
import dev.chasqui.sender.call.Taken;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
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
  private final FileDesk files;
  private final CallerAccounts accounts;
  private final Clock clock;

  MessageController(MessageDesk desk, FileDesk files, CallerAccounts accounts, Clock clock) {
    this.desk = desk;
    this.files = files;
    this.accounts = accounts;
    this.clock = clock;
  }

  @Operation(summary = "Envía un mensaje de texto")
  @ApiResponse(responseCode = "200", description = "Mensaje enviado exitosamente")
  @ApiResponse(responseCode = "202", description = "Mensaje aceptado, con Prefer: respond-async")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "409", description = "Mensaje cancelado antes de enviarse")
  @ApiResponse(responseCode = "422", description = "La Idempotency-Key es de otro mensaje")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @PostMapping("/send")
  ResponseEntity<Success<Sent>> send(
      @AuthenticationPrincipal Caller caller,
      @Parameter(schema = @Schema(minLength = 1, maxLength = 100))
          @RequestHeader(name = IdempotencyKey.HEADER, required = false)
          @Nullable String key,
      @RequestHeader(name = CallOptions.PREFER, required = false) @Nullable String prefer,
      @RequestBody TextRequest request) {
    return send(caller, CallOptions.of(key, prefer), request.checked());
  }

  /** An image that comes inside the call is handed to WhatsApp before the message. */
  @Operation(summary = "Envía una imagen")
  @ApiResponse(responseCode = "200", description = "Imagen enviada exitosamente")
  @ApiResponse(responseCode = "202", description = "Mensaje aceptado, con Prefer: respond-async")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "409", description = "Mensaje cancelado antes de enviarse")
  @ApiResponse(responseCode = "422", description = "La Idempotency-Key es de otro mensaje")
  @ApiResponse(responseCode = "413", description = "Imagen demasiado grande")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @PostMapping(SEND_IMAGE)
  ResponseEntity<Success<Sent>> sendImage(
      @AuthenticationPrincipal Caller caller,
      @Parameter(schema = @Schema(minLength = 1, maxLength = 100))
          @RequestHeader(name = IdempotencyKey.HEADER, required = false)
          @Nullable String key,
      @RequestHeader(name = CallOptions.PREFER, required = false) @Nullable String prefer,
      @RequestBody ImageRequest request) {
    CallOptions options = CallOptions.of(key, prefer);
    Draft draft =
        request.checked(
            (file, message) -> files.upload(accounts.of(caller), options, file, message));
    return send(caller, options, draft);
  }

  @Operation(summary = "Envía un documento")
  @ApiResponse(responseCode = "200", description = "Documento enviado exitosamente")
  @ApiResponse(responseCode = "202", description = "Mensaje aceptado, con Prefer: respond-async")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "409", description = "Mensaje cancelado antes de enviarse")
  @ApiResponse(responseCode = "422", description = "La Idempotency-Key es de otro mensaje")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @PostMapping("/send-document")
  ResponseEntity<Success<Sent>> sendDocument(
      @AuthenticationPrincipal Caller caller,
      @Parameter(schema = @Schema(minLength = 1, maxLength = 100))
          @RequestHeader(name = IdempotencyKey.HEADER, required = false)
          @Nullable String key,
      @RequestHeader(name = CallOptions.PREFER, required = false) @Nullable String prefer,
      @RequestBody DocumentRequest request) {
    return send(caller, CallOptions.of(key, prefer), request.checked());
  }

  private ResponseEntity<Success<Sent>> send(Caller caller, CallOptions options, Draft draft) {
    Taken taken = desk.send(caller.accountId(), options, draft);
    return options.answer(Success.of(Sent.of(taken, clock.instant())));
  }
}
