package dev.chasqui.sender.rest;

import dev.chasqui.schemas.MediaContent;
import dev.chasqui.sender.call.Draft;
import dev.chasqui.sender.call.RequestCheck;
import dev.chasqui.sender.call.SendBody;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/messages/send-document}, as it came.
 *
 * @param documentUrl where WhatsApp fetches it from
 * @param filename as the recipient sees it
 */
@Schema(
    example =
        """
        {"phone": "573001234567", "documentUrl": "https://example.com/document.pdf",
         "filename": "documento.pdf", "caption": "Aquí está el documento"}
        """)
record DocumentRequest(
    @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String phone,
    @Schema(requiredMode = RequiredMode.REQUIRED, maxLength = 2048) @Nullable String documentUrl,
    @Schema(maxLength = 255) @Nullable String filename,
    @Schema(maxLength = 1024) @Nullable String caption)
    implements SendBody {

  /** Leaves out what is private. */
  @Override
  public String toString() {
    return "DocumentRequest[***]";
  }

  /**
   * @throws dev.chasqui.access.ApiException 400 that names every field that is wrong
   */
  Draft checked() {
    RequestCheck check = new RequestCheck();
    check.recipient("phone", phone);
    check.link("documentUrl", documentUrl);
    check.filename("filename", filename);
    check.caption(caption);
    check.refuseIfWrong();
    MediaContent document =
        MediaContent.newBuilder()
            .setLink(documentUrl)
            .setFilename(RequestCheck.isBlank(filename) ? null : filename)
            .setCaption(caption)
            .build();
    return new Draft(Objects.requireNonNull(phone), command -> command.setDocument(document));
  }
}
