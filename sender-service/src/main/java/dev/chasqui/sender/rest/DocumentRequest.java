package dev.chasqui.sender.rest;

import dev.chasqui.schemas.MediaContent;
import io.swagger.v3.oas.annotations.media.Schema;
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
    @Nullable String phone,
    @Nullable String documentUrl,
    @Nullable String filename,
    @Nullable String caption) {

  /** WhatsApp publishes no limit; file systems have this one. */
  private static final int LONGEST_NAME = 255;

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
    check.phone(phone);
    check.link("documentUrl", documentUrl);
    check.atMost("filename", filename, LONGEST_NAME);
    if (filename != null && filename.chars().anyMatch(Character::isISOControl)) {
      check.add("filename", RestText.CONTROL_CHARACTERS);
    }
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
