package dev.chasqui.sender.admin;

import dev.chasqui.access.Account;
import dev.chasqui.access.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of an account; null is what it leaves out. Immutable; does not print secrets.
 *
 * @param phone digits only
 * @param baseUrl without a trailing slash
 */
record AccountForm(
    @Nullable String phone,
    @Nullable String baseUrl,
    @Nullable String apiVersion,
    @Nullable String phoneNumberId,
    @Nullable Secret token,
    @Nullable Secret appSecret,
    @Nullable Secret verifyToken,
    @Nullable Boolean enabled) {

  static final Set<String> FIELDS =
      Set.of(
          "phone",
          "baseUrl",
          "apiVersion",
          "phoneNumberId",
          "token",
          "appSecret",
          "verifyToken",
          "enabled",
          "check");

  private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ().-]{5,30}");
  private static final Pattern NOT_A_DIGIT = Pattern.compile("[^0-9]");
  private static final Pattern URL = Pattern.compile("https?://[!-~]{1,300}");
  private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}\\.[0-9]{1,2}");
  private static final Pattern NUMBER_ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");
  private static final Pattern SECRET = Pattern.compile("[!-~]{1,4096}");

  static AccountForm read(Fields fields) {
    return new AccountForm(
        phone(fields),
        baseUrl(fields),
        fields.text("apiVersion", VERSION, AdminText.API_VERSION),
        fields.text("phoneNumberId", NUMBER_ID, AdminText.PHONE_NUMBER_ID),
        secret(fields, "token"),
        secret(fields, "appSecret"),
        secret(fields, "verifyToken"),
        fields.flag("enabled"));
  }

  private static @Nullable String phone(Fields fields) {
    String given = fields.text("phone", PHONE, AdminText.PHONE);
    return given == null ? null : NOT_A_DIGIT.matcher(given).replaceAll("");
  }

  private static @Nullable String baseUrl(Fields fields) {
    String given = fields.text("baseUrl", URL, AdminText.BASE_URL);
    if (given != null && !isBase(given)) {
      fields.wrong("baseUrl", AdminText.BASE_URL);
    }
    return given == null ? null : given.replaceAll("/+$", "");
  }

  private static boolean isBase(String given) {
    try {
      URI uri = new URI(given);
      return uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static @Nullable Secret secret(Fields fields, String name) {
    String given = fields.text(name, SECRET, AdminText.SECRET);
    return given == null ? null : new Secret(given);
  }

  /** Whether WhatsApp has to be asked again. */
  boolean concernsProvider() {
    return phone != null
        || baseUrl != null
        || apiVersion != null
        || phoneNumberId != null
        || token != null;
  }

  AccountForm withPhone(String other) {
    return new AccountForm(
        other, baseUrl, apiVersion, phoneNumberId, token, appSecret, verifyToken, enabled);
  }

  /** The account with what this says of it. */
  Account applyTo(Account account) {
    var secrets = account.secrets();
    return new Account(
        account.id(),
        account.tenantId(),
        account.kind(),
        Objects.requireNonNullElse(phone, account.phone()),
        Objects.requireNonNullElse(baseUrl, account.baseUrl()),
        Objects.requireNonNullElse(apiVersion, account.apiVersion()),
        Objects.requireNonNullElse(phoneNumberId, account.phoneNumberId()),
        new Account.Secrets(
            Objects.requireNonNullElse(token, secrets.token()),
            Objects.requireNonNullElse(appSecret, secrets.appSecret()),
            Objects.requireNonNullElse(verifyToken, secrets.verifyToken())),
        Objects.requireNonNullElse(enabled, account.enabled()));
  }
}
