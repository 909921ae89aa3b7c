package dev.chasqui.sender.easywha;

import dev.chasqui.access.Account;
import dev.chasqui.access.ApiException;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.sender.call.CallOptions;
import dev.chasqui.sender.call.Draft;
import dev.chasqui.sender.call.MessageDesk;
import dev.chasqui.sender.call.ResultText;
import dev.chasqui.sender.call.Taken;
import dev.chasqui.sender.command.CommandBook;
import dev.chasqui.workqueue.WorkQueueException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Sends messages and answers in EasyWha's words. Thread-safe. */
final class WhatsAppDesk {

  private final MessageDesk messages;
  private final CommandBook commands;

  WhatsAppDesk(MessageDesk messages, CommandBook commands) {
    this.messages = messages;
    this.commands = commands;
  }

  /**
   * @throws ApiException if it was refused, or not taken; 500 if WhatsApp failed and it will never
   *     be known whether it took the message
   */
  ResponseEntity<SentMessage> send(Account account, CallOptions options, Draft draft) {
    Taken taken = messages.send(account.id(), options, draft);
    CommandResult result = taken.result();
    if (taken.progress() == Taken.Progress.UNKNOWN && result != null) {
      throw ApiException.of(
          HttpStatus.INTERNAL_SERVER_ERROR,
          result.getErrorCode(),
          EasyWhaText.MAY_BE_SENT.with(
              ResultText.of(result.getErrorCode(), result.getErrorMessage())));
    }
    return options.answer(SentMessage.of(taken, quotaLeft(account.id())));
  }

  /** Null too if it cannot be read now: the message is taken, and may not seem to have failed. */
  private @Nullable Integer quotaLeft(long accountId) {
    try {
      return commands.lane(accountId).quotaLeft();
    } catch (WorkQueueException | DataAccessException e) {
      return null;
    }
  }
}
