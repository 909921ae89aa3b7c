package dev.chasqui.simulator.graph;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Meta's published error codes, with the HTTP status each came with when that was published. */
public final class ErrorCatalogue {
  /**
   * What is known of a code.
   *
   * @param httpStatus of a synchronous answer
   * @param subcode null for most
   */
  public record Entry(int httpStatus, String title, @Nullable Integer subcode) {}

  private static final Map<Integer, Entry> ENTRIES = new TreeMap<>();

  static {
    add(0, 401, "AuthException");
    add(1, 400, "API Unknown");
    add(2, 503, "API Service");
    add(3, 500, "API Method");
    add(4, 400, "API Too Many Calls");
    add(10, 403, "Permission Denied");
    add(33, 400, "Parameter value is not valid");
    add(100, 400, "Invalid parameter");
    add(104, 401, "An access token is required to request this resource");
    add(190, 401, "Access token has expired");
    add(200, 403, "API Permission");
    add(368, 403, "Temporarily blocked for policies violations");
    add(80007, 400, "Rate limit issues");
    add(130403, 400, "The business has blocked this user");
    ENTRIES.put(130429, new Entry(400, "Rate limit hit", 2494055));
    add(130472, 400, "User's number is part of an experiment");
    add(130497, 403, "Business account is restricted from messaging users in this country");
    add(131000, 500, "Something went wrong");
    add(131005, 403, "Access denied");
    add(131008, 400, "Required parameter is missing");
    add(131009, 400, "Parameter value is not valid");
    add(131016, 500, "Service unavailable");
    add(131021, 400, "Recipient cannot be sender");
    add(131026, 400, "Message undeliverable");
    add(131030, 400, "Recipient phone number not in allowed list");
    add(131031, 403, "Account has been locked");
    add(131035, 400, "Webhook delivery failed");
    add(131036, 400, "Receipt delivery failed");
    add(131037, 400, "Display name approval needed");
    add(131042, 400, "Business eligibility payment issue");
    add(131045, 500, "Incorrect certificate");
    add(131047, 400, "Re-engagement message");
    add(131048, 400, "Spam rate limit hit");
    add(131049, 400, "Meta chose not to deliver");
    add(131050, 400, "User has stopped marketing messages from this business");
    add(131051, 400, "Unsupported message type");
    add(131052, 400, "Media download error");
    add(131053, 400, "Media upload error");
    add(131055, 400, "Method not allowed");
    ENTRIES.put(
        131056,
        new Entry(400, "(Business Account, Consumer Account) pair rate limit hit", 2494071));
    add(131057, 500, "Account in maintenance mode");
    add(131060, 400, "Message is temporarily unavailable");
    add(131062, 400, "Business-scoped user ids are not supported for this message");
    add(131063, 400, "Marketing templates are not enabled");
    add(131064, 400, "Limited for template misclassification");
    add(132000, 400, "Template param count mismatch");
    add(132001, 404, "Template does not exist");
    add(132005, 400, "Template hydrated text too long");
    add(132007, 400, "Template format character policy violated");
    add(132012, 400, "Template parameter format mismatch");
    add(132015, 400, "Template is paused");
    add(132016, 400, "Template is disabled");
    add(132018, 400, "Template parameter problem");
    add(132068, 400, "Flow is blocked");
    add(132069, 400, "Flow is throttled");
    add(133000, 500, "Incomplete deregistration");
    add(133004, 503, "Server temporarily unavailable");
    add(133005, 400, "Two step verification PIN mismatch");
    add(133006, 400, "Phone number re-verification needed");
    add(133008, 400, "Too many two step verification PIN guesses");
    add(133009, 400, "Two step verification PIN guessed too fast");
    add(133010, 400, "Phone number not registered");
    add(133015, 400, "Please wait a few minutes before attempting to register this phone number");
    add(133016, 400, "Account register deregister rate limit exceeded");
    add(134011, 400, "WhatsApp payments terms of service has not been accepted");
    add(135000, 400, "Generic user error");
    add(137000, 400, "Recipient identity key hash mismatch");
  }

  private ErrorCatalogue() {}

  /** The entry for a code; a code that is not published is a 400. */
  public static Entry entry(int code) {
    return ENTRIES.getOrDefault(code, new Entry(400, "Unknown error", null));
  }

  private static void add(int code, int httpStatus, String title) {
    ENTRIES.put(code, new Entry(httpStatus, title, null));
  }
}
