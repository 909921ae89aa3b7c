package dev.chasqui.inbound.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chasqui.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Chats and their messages. */
@RestController
@RequestMapping("/api/chats")
@Tag(name = "Chats y Mensajes")
public class ChatController {

  private final ChatDesk desk;

  public ChatController(ChatDesk desk) {
    this.desk = desk;
  }

  /**
   * A page of chats.
   *
   * @param success always true
   * @param next what to hand back as {@code before}; left out at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ChatList(boolean success, List<ChatView> chats, @Nullable String next) {}

  /**
   * A page of messages.
   *
   * @param success always true
   * @param messages the oldest first; the id of the first one is the {@code before} of the next
   *     page
   */
  record MessageList(boolean success, List<MessageView> messages) {}

  /**
   * It is done.
   *
   * @param success always true
   */
  record Done(boolean success) {}

  @Operation(summary = "Obtiene la lista de conversaciones activas")
  @ApiResponse(responseCode = "200", description = "Conversaciones, las más recientes primero")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "403", description = "Cuenta ajena")
  @ApiResponse(responseCode = "404", description = "La cuenta no existe")
  @GetMapping("/{accountId}")
  ChatList list(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "El ID numérico de la cuenta o su número de teléfono") @PathVariable
          String accountId,
      @Parameter(description = "Cantidad de chats, 500 como máximo (default: 100)")
          @RequestParam(required = false)
          @Nullable Integer limit,
      @Parameter(description = "El next de la página anterior") @RequestParam(required = false)
          @Nullable String before) {
    ChatDesk.Page page = desk.chats(caller, accountId, limit, before);
    return new ChatList(true, page.chats(), page.next());
  }

  @Operation(summary = "Lista el historial de mensajes de un chat")
  @ApiResponse(responseCode = "200", description = "Mensajes, los más antiguos primero")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "404", description = "El chat no existe")
  @GetMapping("/{chatId}/messages")
  MessageList messages(
      @AuthenticationPrincipal Caller caller,
      @PathVariable long chatId,
      @Parameter(description = "Cantidad de mensajes, 500 como máximo (default: 50)")
          @RequestParam(required = false)
          @Nullable Integer limit,
      @Parameter(description = "ID de mensaje o timestamp para paginación")
          @RequestParam(required = false)
          @Nullable String before) {
    return new MessageList(true, desk.messages(caller, chatId, limit, before));
  }

  @Operation(summary = "Marca los mensajes de un chat como leídos")
  @ApiResponse(responseCode = "200", description = "Marcados como leídos")
  @ApiResponse(responseCode = "404", description = "El chat no existe")
  @ApiResponse(responseCode = "503", description = "No se pudo enviar la marca; repítelo")
  @PostMapping("/{chatId}/mark-read")
  Done markRead(@AuthenticationPrincipal Caller caller, @PathVariable long chatId) {
    desk.markRead(caller, chatId);
    return new Done(true);
  }
}
