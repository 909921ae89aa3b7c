package dev.chasqui.sender.call;

import dev.chasqui.access.Account;
import dev.chasqui.access.ApiException;
import dev.chasqui.sender.graph.MediaFile;
import dev.chasqui.sender.graph.MediaUploads;

/** Hands files that come inside calls to WhatsApp. Thread-safe. */
public final class FileDesk {

  private final MediaUploads uploads;

  public FileDesk(MediaUploads uploads) {
    this.uploads = uploads;
  }

  /**
   * Uploads a file.
   *
   * @return its id, by which the account can send it
   * @throws ApiException if WhatsApp did not take it
   */
  public String upload(Account account, MediaFile file) {
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
