package dev.chasqui.inbound.media;

import dev.chasqui.access.Account;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.access.CallerAccounts;
import dev.chasqui.access.Turns;
import dev.chasqui.access.text.Phrase;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.CloseNowException;
import org.springframework.http.HttpStatus;

/** Gives callers the files of messages that accounts of theirs received. Thread-safe. */
public final class MediaDesk {

  private final CallerAccounts accounts;
  private final MediaFiles files;
  private final MediaSource source;
  private final Turns turns;
  private final Duration patience;

  /**
   * @param turns of those who are given a file
   * @param patience how long a call waits for its turn
   */
  public MediaDesk(
      CallerAccounts accounts,
      MediaFiles files,
      MediaSource source,
      Turns turns,
      Duration patience) {
    this.accounts = accounts;
    this.files = files;
    this.source = source;
    this.turns = turns;
    this.patience = patience;
  }

  /**
   * Answers with a file.
   *
   * @param id of the message's row, or WhatsApp's of the file
   * @throws ApiException 404 if there is none of the caller's, 410 if WhatsApp has it no more; 502
   *     or 503 if WhatsApp does not give it; 503 if its turn does not come
   * @throws IOException if the file breaks off: then the client's connection is closed, so that it
   *     does not take the part for the whole
   */
  void send(Caller caller, String id, HttpServletResponse response) throws IOException {
    record Visible(Account account, MediaFile file) {}
    Visible visible =
        files.find(id).stream()
            .flatMap(
                file ->
                    accounts.find(caller, file.accountId()).stream()
                        .map(account -> new Visible(account, file)))
            .findFirst()
            .orElseThrow(MediaDesk::notFound);
    Account account = visible.account();
    if (!turns.await(account.tenantId(), patience)) {
      throw ApiException.later(HttpStatus.SERVICE_UNAVAILABLE, "busy", MediaText.BUSY, patience);
    }
    try {
      handOn(account, visible.file(), response);
    } finally {
      turns.end(account.tenantId());
    }
  }

  private void handOn(Account account, MediaFile file, HttpServletResponse response)
      throws IOException {
    Handover handover = new Handover(file, response);
    Fetched fetched = source.fetch(account, file.mediaId(), handover);
    if (fetched instanceof Fetched.Whole) {
      return;
    }
    if (response.isCommitted()) {
      throw new CloseNowException("The file broke off");
    }
    throw refusal(handover.isTooLarge() ? new Fetched.NotGiven() : fetched);
  }

  private static ApiException refusal(Fetched fetched) {
    return switch (fetched) {
      case Fetched.Whole _ -> throw new IllegalArgumentException("No refusal");
      case Fetched.Gone _ -> ApiException.of(HttpStatus.GONE, "media_gone", MediaText.GONE);
      case Fetched.NotAuthorised(String why) ->
          ApiException.of(
              HttpStatus.SERVICE_UNAVAILABLE, "account_not_authorised", Phrase.asIs(why));
      case Fetched.NotGiven _ ->
          ApiException.of(HttpStatus.BAD_GATEWAY, "media_not_given", MediaText.NOT_GIVEN);
      case Fetched.Away _ ->
          ApiException.of(HttpStatus.SERVICE_UNAVAILABLE, "provider_unreachable", MediaText.AWAY);
    };
  }

  private static ApiException notFound() {
    return ApiException.notFound(MediaText.NOT_FOUND);
  }
}
