package dev.chasqui.sender.call;

import dev.chasqui.access.Account;
import dev.chasqui.access.ApiException;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.sender.command.CommandBook.Known;
import dev.chasqui.sender.graph.MediaFile;
import dev.chasqui.sender.graph.MediaUploads;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands files that come inside calls to WhatsApp. Thread-safe. */
public final class FileDesk {

  private final MediaUploads uploads;
  private final CommandBook commands;

  public FileDesk(MediaUploads uploads, CommandBook commands) {
    this.uploads = uploads;
    this.commands = commands;
  }

  /**
   * Uploads a message's file, unless the call is known to be repeated: then WhatsApp has it. Of two
   * such calls at once both may upload it; of their commands, which have the same id, one is sent.
   *
   * @param message the message, by the id that WhatsApp gave its file; by null what it is without
   * @return the message as it can be sent
   * @throws ApiException if WhatsApp did not take the file, or the call's key is another message's
   */
  public Draft upload(
      Account account,
      CallOptions options,
      MediaFile file,
      Function<@Nullable String, Draft> message) {
    if (options.idempotencyKey() != null) {
      Draft withoutFile = message.apply(null);
      Known known = commands.known(withoutFile.command(account.id(), options));
      if (known == Known.ANOTHER) {
        throw IdempotencyKey.reused();
      }
      if (known == Known.SAME) {
        return withoutFile.ofKnown();
      }
    }
    return message.apply(upload(account, file));
  }

  private String upload(Account account, MediaFile file) {
    return WhatsAppRefusals.known(
        uploads.upload(account, file),
        () -> notTaken(RestText.NUMBER_UNKNOWN),
        () -> notTaken(RestText.NO_FILES),
        ResultText.MEDIA_FAILED);
  }

  private static ApiException notTaken(RestText why) {
    return WhatsAppRefusals.refused(ResultText.MEDIA_FAILED, why);
  }
}
