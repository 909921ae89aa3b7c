package dev.chasqui.inbound.media;

import dev.chasqui.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files of received messages. */
@RestController
@RequestMapping("/api/media")
@Tag(name = "Chats y Mensajes")
public class MediaController {

  private final MediaDesk desk;

  public MediaController(MediaDesk desk) {
    this.desk = desk;
  }

  @Operation(summary = "Descarga el archivo de un mensaje recibido")
  @ApiResponse(
      responseCode = "200",
      description = "El archivo",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "404", description = "El archivo no existe")
  @ApiResponse(responseCode = "410", description = "WhatsApp ya no tiene el archivo")
  @ApiResponse(responseCode = "503", description = "WhatsApp no responde")
  @GetMapping("/{id}")
  void get(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "El media.id de un mensaje o de un webhook") @PathVariable String id,
      HttpServletResponse response)
      throws IOException {
    desk.send(caller, id, response);
  }
}
