package dev.chasqui.access;

import dev.chasqui.access.text.Text;

/** What is said of requests that no controller sees, or that fail there unforeseen. */
enum EdgeText implements Text {
  ACCOUNT_DISABLED("The account is disabled: until its operator enables it, it does nothing"),
  ACCOUNT_FOREIGN("The account is not yours, or this key is for another one"),
  ACCOUNT_NOT_FOUND("Account not found"),
  ACCOUNT_REQUIRED("Name the account in the header X-Account-Id; you have several"),
  ACCOUNT_UNUSABLE(
      "The account's secrets cannot be opened; its operator has to check CHASQUI_MASTER_KEY"),
  BODY_TOO_LARGE("The body is larger than %s bytes"),
  BODY_TOO_SLOW("The body did not arrive within %s s"),
  BUSY("Too many large bodies are being read; try again in a moment"),
  DATABASE_AWAY("The service cannot reach its database; try again later"),
  ADMIN_TOKEN("Send the admin token in the header Authorization: Bearer; it is missing or wrong"),
  API_KEY(
      "Send a valid key in the header X-API-Key, or a token in the header Authorization: Bearer; it is missing or wrong"),
  IP_NOT_ALLOWED("IP not allowed"),
  MISSING_PARAMETER("The parameter %s is required"),
  MISSING_VALUE("Something that is required is missing"),
  MISTYPED("%s must be a whole number"),
  NOT_ACCEPTABLE("The answer is of none of the types that the header Accept names"),
  NOT_JSON("Send the body as JSON, with Content-Type: application/json"),
  NOTHING_HERE("There is nothing here"),
  NO_JSON("The body is missing or is no JSON"),
  NO_JSON_AT("The body is no JSON: line %s, column %s"),
  NO_SUCH_METHOD("There is no such method"),
  NO_SUCH_PATH("There is no such path; /docs shows those that there are"),
  ODD("The path, a parameter or a header has characters or a form that are not allowed there"),
  ONLY_METHODS("This path takes only %s"),
  OTHER_METHOD("This path does not take the method"),
  OUR_FAULT("Something went wrong on our side; try again later"),
  TENANT_DISABLED(
      "The tenant is disabled: until its operator enables it, its keys and accounts do nothing"),
  TOKEN(
      "The token in the header Authorization: Bearer is wrong or has expired; get another with POST /api/auth/apikey-login"),
  TOO_MANY_LOGINS("Too many failed logins from your address; try again in %s s"),
  TOO_MANY_REQUESTS("More than %s requests in %s minutes from your address; try again in %s s"),
  WRONG_CREDENTIALS("The client id or the client secret is wrong"),

  LIMIT_NOT_BELOW("must not be below %s"),
  NEEDED_BESIDE("is needed beside %s"),
  NO_TEXT("has a NUL or half of a surrogate pair, which is no text"),
  OTHER_TYPE("is not of the type that is expected"),
  SMALLER_NUMBER("must be a smaller number");

  private final String english;

  EdgeText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
