package dev.chasqui.sender.easywha;

import dev.chasqui.access.text.FieldText;
import dev.chasqui.schemas.TextContent;
import dev.chasqui.sender.call.Draft;
import dev.chasqui.sender.call.RequestCheck;
import dev.chasqui.sender.call.SendBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/whatsapp/send}, as it came.
 *
 * @param accountId the account that sends
 * @param number to whom: a number in international form, or a JID
 */
@Schema(
    example =
        """
        {"accountId": 123, "number": "5219991234567",
         "message": "Hola, esto es una prueba desde la API."}
        """)
record OutgoingText(@Nullable Long accountId, @Nullable String number, @Nullable String message)
    implements SendBody {

  /** Leaves out what is private. */
  @Override
  public String toString() {
    return "OutgoingText[***]";
  }

  /** The account, of a body that was {@link #checked}. */
  long account() {
    return Objects.requireNonNull(accountId);
  }

  /**
   * @throws dev.chasqui.access.ApiException 400 that names every field that is wrong
   */
  Draft checked() {
    RequestCheck check = new RequestCheck();
    if (accountId == null) {
      check.add("accountId", FieldText.REQUIRED);
    }
    check.recipient("number", number);
    check.message(message);
    check.refuseIfWrong();
    TextContent text = TextContent.newBuilder().setBody(Objects.requireNonNull(message)).build();
    return new Draft(Objects.requireNonNull(number), command -> command.setText(text));
  }
}
