package dev.chasqui.sender.rest;

import dev.chasqui.access.text.Phrase;
import dev.chasqui.schemas.MediaContent;
import dev.chasqui.sender.call.Draft;
import dev.chasqui.sender.call.RequestCheck;
import dev.chasqui.sender.call.RestText;
import dev.chasqui.sender.call.SendBody;
import dev.chasqui.sender.graph.MediaFile;
import dev.chasqui.sender.media.InlineImage;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/messages/send-image}, as it came.
 *
 * @param imageUrl where WhatsApp fetches it from; with it, {@code base64} does not count
 * @param base64 the image itself, in Base64 or as a {@code data:} URL
 * @param mimetype what the client takes the image for; its bytes decide
 */
@Schema(
    example =
        """
        {"phone": "573001234567", "imageUrl": "https://example.com/image.jpg", "base64": "string",
         "mimetype": "image/jpeg", "caption": "Mira esta imagen"}
        """)
record ImageRequest(
    @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String phone,
    @Schema(maxLength = 2048) @Nullable String imageUrl,
    @Schema(description = "Obligatorio sin imageUrl") @Nullable String base64,
    @Nullable String mimetype,
    @Schema(maxLength = 1024) @Nullable String caption)
    implements SendBody {

  /** For what stands beside an image in the body, and for each slash of it that is escaped. */
  private static final int BESIDE = 256 * 1024;

  /** As large as a body is at most. */
  static final int MOST_BYTES = InlineImage.MOST_CHARACTERS + BESIDE;

  /** Leaves out what is private. */
  @Override
  public String toString() {
    return "ImageRequest[***]";
  }

  /** Hands WhatsApp the file of a message, which is known by the file's id. */
  interface Upload extends BiFunction<MediaFile, Function<@Nullable String, Draft>, Draft> {}

  /**
   * @param upload for an image that came inside the call
   * @throws dev.chasqui.access.ApiException 400 that names every field that is wrong, before
   *     anything is uploaded; or what {@code upload} throws
   */
  Draft checked(Upload upload) {
    RequestCheck check = new RequestCheck();
    check.recipient("phone", phone);
    MediaFile file = source(check);
    check.caption(caption);
    check.refuseIfWrong();
    return file == null
        ? draft(MediaContent.newBuilder().setLink(imageUrl))
        : upload.apply(file, id -> draft(MediaContent.newBuilder().setMediaId(id)));
  }

  private Draft draft(MediaContent.Builder media) {
    MediaContent image = media.setCaption(caption).build();
    return new Draft(Objects.requireNonNull(phone), command -> command.setImage(image));
  }

  /** Null if it is a link, or wrong. */
  private @Nullable MediaFile source(RequestCheck check) {
    if (!RequestCheck.isBlank(imageUrl)) {
      check.link("imageUrl", imageUrl);
      return null;
    }
    if (base64 == null || base64.isBlank()) {
      check.add("imageUrl", RestText.IMAGE_REQUIRED);
      return null;
    }
    return switch (InlineImage.read(base64)) {
      case InlineImage.Sendable(MediaFile file) -> file;
      case InlineImage.Wrong(Phrase why) -> {
        check.add("base64", why);
        yield null;
      }
    };
  }
}
