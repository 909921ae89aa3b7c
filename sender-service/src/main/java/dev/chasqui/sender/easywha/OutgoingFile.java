package dev.chasqui.sender.easywha;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.text.FieldText;
import dev.chasqui.schemas.MediaContent;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.call.Draft;
import dev.chasqui.sender.call.RequestCheck;
import dev.chasqui.sender.graph.MediaFile;
import dev.chasqui.sender.media.MediaKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A file to send, as a form asks for it.
 *
 * @param accountId the account that sends
 * @param number to whom
 * @param caption goes with it, unless WhatsApp shows none with such a file; null for none
 */
record OutgoingFile(long accountId, String number, @Nullable String caption, FilePart file) {

  private static final String ACCOUNT = "accountId";
  private static final String NUMBER = "number";
  private static final String CAPTION = "caption";

  /** Leaves out what is private. */
  @Override
  public String toString() {
    return "OutgoingFile[***]";
  }

  /**
   * @throws ApiException 400 that names every field that is wrong
   */
  static OutgoingFile of(MediaForm form) {
    RequestCheck check = new RequestCheck();
    FilePart file = file(check, form);
    Long accountId = accountId(check, form.text(ACCOUNT));
    String number = form.text(NUMBER);
    check.recipient(NUMBER, number);
    String caption = form.text(CAPTION);
    check.caption(caption);
    if (caption != null && caption.indexOf('\0') >= 0) {
      check.add(CAPTION, EasyWhaText.NUL);
    }
    check.topicOnly(field -> !field.equals(ACCOUNT) && form.text(field) != null);
    check.refuseIfWrong();
    return new OutgoingFile(
        Objects.requireNonNull(accountId),
        Objects.requireNonNull(number),
        caption,
        Objects.requireNonNull(file));
  }

  private static @Nullable FilePart file(RequestCheck check, MediaForm form) {
    FilePart file = form.file();
    if (file == null || form.hasSeveralFiles()) {
      check.add(MediaForm.FILE, file == null ? EasyWhaText.FILE_REQUIRED : EasyWhaText.ONE_FILE);
      return null;
    }
    if (file.length() == 0) {
      check.add(MediaForm.FILE, EasyWhaText.EMPTY);
    }
    check.filename(MediaForm.FILE, file.name());
    return file;
  }

  private static @Nullable Long accountId(RequestCheck check, @Nullable String text) {
    if (text == null || text.isBlank()) {
      check.add(ACCOUNT, FieldText.REQUIRED);
      return null;
    }
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      check.add(ACCOUNT, FieldText.INTEGER);
      return null;
    }
  }

  /**
   * The file, as WhatsApp takes it.
   *
   * @throws ApiException 415 or 413 if WhatsApp does not take such a file, or none that large
   */
  MediaFile media() {
    String type = file.type();
    MediaKind kind = MediaKind.of(type).orElseThrow(() -> notTaken(type));
    if (file.length() > kind.mostBytes()) {
      throw ApiException.of(
          HttpStatus.CONTENT_TOO_LARGE,
          "file_too_large",
          EasyWhaText.FILE_TOO_LARGE.with(file.length(), kind.mostBytes(), type));
    }
    return new MediaFile(type, file);
  }

  /**
   * The message.
   *
   * @param type of the file, one that WhatsApp takes
   * @param mediaId that WhatsApp gave the file; null if it has none yet
   */
  Draft draft(String type, @Nullable String mediaId) {
    MediaKind kind = MediaKind.of(type).orElseThrow();
    MediaContent media =
        MediaContent.newBuilder()
            .setMediaId(mediaId)
            .setCaption(kind.hasCaption() ? caption : null)
            .setFilename(kind == MediaKind.DOCUMENT ? file.name() : null)
            .build();
    return new Draft(number, command -> put(command, kind, media));
  }

  private static ApiException notTaken(String type) {
    return ApiException.of(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "unsupported_file",
        EasyWhaText.TYPE_NOT_TAKEN.with(type, String.join(", ", MediaKind.takenTypes())));
  }

  private static SendCommand.Builder put(
      SendCommand.Builder command, MediaKind kind, MediaContent media) {
    return switch (kind) {
      case IMAGE -> command.setImage(media);
      case STICKER -> command.setSticker(media);
      case VIDEO -> command.setVideo(media);
      case AUDIO -> command.setAudio(media);
      case DOCUMENT -> command.setDocument(media);
    };
  }
}
