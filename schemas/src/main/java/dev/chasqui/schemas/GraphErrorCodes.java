package dev.chasqui.schemas;

/**
 * Our stable names for the Graph API's error codes: the {@code errorCode} of a command's result and
 * that of an ack, so that an error has one name however it comes. {@code docs/outcomes.md} lists
 * them. Pure.
 */
public final class GraphErrorCodes {

  /** WhatsApp asks to slow down; it did not take the message. */
  public static final String THROTTLED = "throttled";

  /** Too much to one recipient; to others more may go. */
  public static final String RECIPIENT_THROTTLED = "recipient_throttled";

  /** A fault of WhatsApp's side: whether it took the message is not known. */
  public static final String PROVIDER_FAILED = "provider_failed";

  /** A refusal that has no name of its own. */
  public static final String PROVIDER_REFUSED = "provider_refused";

  /** Nobody can be reached at this number, or not from this one. */
  public static final String INVALID_RECIPIENT = "invalid_recipient";

  /** The linked device's session does not work, or the number is not registered. */
  public static final String ACCOUNT_NOT_CONNECTED = "account_not_connected";

  private GraphErrorCodes() {}

  /**
   * The name of a code.
   *
   * @param graphCode as WhatsApp gives it; one that is not documented is a {@link
   *     #PROVIDER_REFUSED}
   */
  public static String stableCode(int graphCode) {
    return switch (graphCode) {
      case 4, 80007, 130429, 131057 -> THROTTLED;
      case 131056 -> RECIPIENT_THROTTLED;
      case 1, 2, 131000, 131016, 131035, 131036, 133000, 133004, 139103 -> PROVIDER_FAILED;
      case 100, 131008, 131009, 135000 -> "invalid_message";
      case 131021, 131026, 131030, 131062 -> INVALID_RECIPIENT;
      case 131047 -> "outside_service_window";
      case 131051 -> "unsupported_content";
      case 131052, 131053 -> "media_failed";
      case 130403, 130472, 130497, 131048, 131049, 131050, 131063, 131064 ->
          "not_allowed_by_whatsapp";
      case 33, 368, 131031, 131037, 131042, 131045, 134011 -> "account_restricted";
      case 133010 -> ACCOUNT_NOT_CONNECTED;
      case 0, 3, 10, 104, 190, 131005 -> "account_not_authorised";
      default -> ofRange(graphCode);
    };
  }

  private static String ofRange(int graphCode) {
    return switch (graphCode / 1000) {
      case 0 -> graphCode / 100 == 2 ? "account_not_authorised" : PROVIDER_REFUSED;
      case 132 -> "template_rejected";
      case 133 -> "account_restricted";
      default -> PROVIDER_REFUSED;
    };
  }
}
