package dev.chasqui.sender.graph;

/** Our stable names for the Graph API's error codes; listed in {@code docs/errors.md}. */
final class GraphErrorCodes {

  private GraphErrorCodes() {}

  static String stableCode(int graphCode) {
    return switch (graphCode) {
      case 100, 131008, 131009, 135000 -> "invalid_message";
      case 131021, 131026, 131030, 131062 -> "invalid_recipient";
      case 131047 -> "outside_service_window";
      case 131051 -> "unsupported_content";
      case 131052, 131053 -> "media_failed";
      case 130403, 130472, 130497, 131048, 131049, 131050, 131063, 131064 ->
          "not_allowed_by_whatsapp";
      case 131031, 131037, 131042, 131045, 133010, 134011, 368, 33 -> "account_restricted";
      case 0, 3, 10, 104, 190, 131005 -> "account_not_authorised";
      default ->
          graphCode >= 132000 && graphCode < 133000
              ? "template_rejected"
              : graphCode >= 200 && graphCode < 300 ? "account_not_authorised" : "provider_refused";
    };
  }
}
