package dev.chasqui.inbound.chat;

import dev.chasqui.access.Account;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.access.CallerAccounts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What callers may see of chats and do with them: those of accounts that they may act for. One of
 * another's and one that does not exist are the same to them: 404. Thread-safe.
 */
public final class ChatDesk {

  private static final int USUAL_CHATS = 100;
  private static final int USUAL_MESSAGES = 50;

  /** Who asks for more gets so many: the API's page names no maximum. */
  private static final int MOST = 500;

  private static final Pattern ROW = Pattern.compile("[0-9]{1,18}");

  private final CallerAccounts accounts;
  private final ChatQueries queries;
  private final MarkReads marks;

  public ChatDesk(CallerAccounts accounts, ChatQueries queries, MarkReads marks) {
    this.accounts = accounts;
    this.queries = queries;
    this.marks = marks;
  }

  /**
   * A page.
   *
   * @param next where the next one begins; null if there may be none
   */
  record Page(List<ChatView> chats, @Nullable String next) {}

  /**
   * The chats of an account, the newest first.
   *
   * @param account its id or its phone number
   * @param limit how many, at most 500; null for 100
   * @param before the {@code next} of an earlier page
   * @throws ApiException 400 with the field that is wrong; 403 or 404 for the account
   */
  Page chats(Caller caller, String account, @Nullable Integer limit, @Nullable String before) {
    int size = size(limit, USUAL_CHATS);
    ChatCursor cursor =
        before == null
            ? null
            : ChatCursor.parse(before)
                .orElseThrow(() -> ApiException.invalid("before", ChatText.BEFORE_CHAT));
    Account of = accounts.of(caller, account);
    ChatQueries.Page page = queries.chats(of.id(), cursor, size);
    ChatCursor end = page.end();
    return new Page(page.chats(), end == null || page.chats().size() < size ? null : end.text());
  }

  /**
   * The newest messages of a chat, or those before one; the oldest of them first.
   *
   * @param limit how many, at most 500; null for 50
   * @param before a message's id in any form, or a time
   * @throws ApiException 400 with the field that is wrong, 404
   */
  List<MessageView> messages(
      Caller caller, long chatId, @Nullable Integer limit, @Nullable String before) {
    int size = size(limit, USUAL_MESSAGES);
    Chat chat = find(caller, chatId);
    MessagePlace place =
        before == null
            ? MessagePlace.LAST
            : place(chat, before)
                .orElseThrow(() -> ApiException.invalid("before", ChatText.BEFORE_MESSAGE));
    return queries.messages(chat, place, size);
  }

  private Optional<MessagePlace> place(Chat chat, String before) {
    if (ROW.matcher(before).matches()) {
      return queries.placeOf(chat, Long.parseLong(before)).or(() -> MessagePlace.ofTime(before));
    }
    return MessagePlace.ofTime(before)
        .or(
            () ->
                before.indexOf('\0') < 0
                    ? queries.placeOf(chat, MessageIds.id(before))
                    : Optional.empty());
  }

  /**
   * Marks all that the contact wrote as read, here and at WhatsApp; nothing happens if it is.
   *
   * @throws ApiException 404; 503 if Kafka does not confirm it
   */
  void markRead(Caller caller, long chatId) {
    Chat chat = find(caller, chatId);
    queries.newestUnread(chat).ifPresent(waId -> marks.mark(chat, waId));
  }

  private Chat find(Caller caller, long chatId) {
    return queries
        .find(chatId)
        .filter(chat -> accounts.find(caller, chat.accountId()).isPresent())
        .orElseThrow(() -> ApiException.notFound(ChatText.CHAT_NOT_FOUND));
  }

  private static int size(@Nullable Integer limit, int usual) {
    if (limit != null && limit < 1) {
      throw ApiException.invalid("limit", ChatText.LIMIT);
    }
    return limit == null ? usual : Math.min(limit, MOST);
  }
}
