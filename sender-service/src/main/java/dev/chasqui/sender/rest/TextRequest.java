package dev.chasqui.sender.rest;

import dev.chasqui.schemas.TextContent;
import dev.chasqui.sender.call.Draft;
import dev.chasqui.sender.call.RequestCheck;
import dev.chasqui.sender.call.SendBody;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /api/messages/send}, as it came. */
@Schema(
    example =
        """
        {"phone": "573001234567", "message": "Hola, este es un mensaje de prueba"}
        """)
record TextRequest(
    @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String phone,
    @Schema(requiredMode = RequiredMode.REQUIRED, minLength = 1, maxLength = 4096)
        @Nullable String message)
    implements SendBody {

  /** Leaves out the text, which is private. */
  @Override
  public String toString() {
    return "TextRequest[***]";
  }

  /**
   * @throws dev.chasqui.access.ApiException 400 that names every field that is wrong
   */
  Draft checked() {
    RequestCheck check = new RequestCheck();
    check.recipient("phone", phone);
    check.message(message);
    check.refuseIfWrong();
    TextContent text = TextContent.newBuilder().setBody(Objects.requireNonNull(message)).build();
    return new Draft(Objects.requireNonNull(phone), command -> command.setText(text));
  }
}
