package dev.chasqui.sender.easywha;

import dev.chasqui.access.Account;
import dev.chasqui.access.Caller;
import dev.chasqui.access.CallerAccounts;
import dev.chasqui.sender.call.CallOptions;
import dev.chasqui.sender.call.Draft;
import dev.chasqui.sender.call.FileDesk;
import dev.chasqui.sender.call.IdempotencyKey;
import dev.chasqui.sender.graph.MediaFile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST resource whatsapp of EasyWha; sends from the account that the call names. */
@RestController
@RequestMapping(WhatsAppController.PATH)
@Tag(name = "Envío de Mensajes")
public class WhatsAppController {

  static final String PATH = "/api/whatsapp";
  static final String SEND_MEDIA = "/sendMedia";

  private final CallerAccounts accounts;
  private final WhatsAppDesk desk;
  private final UploadDirectory uploads;
  private final FileDesk files;

  WhatsAppController(
      CallerAccounts accounts, WhatsAppDesk desk, UploadDirectory uploads, FileDesk files) {
    this.accounts = accounts;
    this.desk = desk;
    this.uploads = uploads;
    this.files = files;
  }

  @Operation(summary = "Envía un mensaje de texto a un número o a un JID")
  @ApiResponse(responseCode = "200", description = "Mensaje enviado")
  @ApiResponse(responseCode = "202", description = "Mensaje aceptado, con Prefer: respond-async")
  @ApiResponse(responseCode = "400", description = "Error de validación, o WhatsApp lo rechazó")
  @ApiResponse(responseCode = "403", description = "Cuenta ajena")
  @ApiResponse(responseCode = "404", description = "La cuenta no existe")
  @ApiResponse(responseCode = "409", description = "Mensaje cancelado antes de enviarse")
  @ApiResponse(responseCode = "422", description = "La Idempotency-Key es de otro mensaje")
  @ApiResponse(responseCode = "500", description = "Error del servidor o de WhatsApp")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado")
  @PostMapping("/send")
  ResponseEntity<SentMessage> send(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestHeader(name = CallOptions.PREFER, required = false) @Nullable String prefer,
      @RequestBody OutgoingText request) {
    CallOptions options = CallOptions.of(key, prefer);
    Draft draft = request.checked();
    return desk.send(accounts.of(caller, request.account()), options, draft);
  }

  /** The file is handed to WhatsApp before the message, and is gone from here by then. */
  @Operation(
      summary = "Envía un archivo",
      description =
          "Lo que es dicen sus primeros bytes: una imagen (JPEG o PNG, hasta 5 MB), un video (MP4 o"
              + " 3GP, hasta 16 MB), un audio (hasta 16 MB), un sticker (WebP, hasta 500 KB) o un"
              + " documento (PDF, Office o texto, hasta 100 MB). Con audios y stickers WhatsApp no"
              + " muestra ningún texto.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                      schema = @Schema(implementation = MediaFields.class))))
  @ApiResponse(responseCode = "200", description = "Archivo enviado")
  @ApiResponse(responseCode = "202", description = "Archivo aceptado, con Prefer: respond-async")
  @ApiResponse(responseCode = "400", description = "Error de validación, o WhatsApp lo rechazó")
  @ApiResponse(responseCode = "403", description = "Cuenta ajena")
  @ApiResponse(responseCode = "404", description = "La cuenta no existe")
  @ApiResponse(responseCode = "409", description = "Mensaje cancelado antes de enviarse")
  @ApiResponse(responseCode = "408", description = "El archivo no llegó a tiempo")
  @ApiResponse(responseCode = "413", description = "Archivo demasiado grande")
  @ApiResponse(responseCode = "415", description = "WhatsApp no acepta este tipo de archivo")
  @ApiResponse(responseCode = "422", description = "La Idempotency-Key es de otro mensaje")
  @ApiResponse(responseCode = "500", description = "Error del servidor o de WhatsApp")
  @ApiResponse(responseCode = "503", description = "WhatsApp no conectado, o demasiados archivos")
  @PostMapping(SEND_MEDIA)
  ResponseEntity<SentMessage> sendMedia(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @RequestHeader(name = CallOptions.PREFER, required = false) @Nullable String prefer,
      HttpServletRequest request) {
    CallOptions options = CallOptions.of(key, prefer);
    Account account;
    Draft draft;
    try (MediaForm form = MediaForm.of(request, uploads)) {
      OutgoingFile outgoing = OutgoingFile.of(form);
      account = accounts.of(caller, outgoing.accountId());
      MediaFile file = outgoing.media();
      draft = files.upload(account, options, file, id -> outgoing.draft(file.mimeType(), id));
    }
    return desk.send(account, options, draft);
  }
}
