package dev.chasqui.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options of an account that may be set and changed. */
final class AccountOptions {

  @Option(
      names = "--phone-number-id",
      paramLabel = "ID",
      description = "WhatsApp's id of the number (not the number itself).")
  @Nullable String phoneNumberId;

  @Option(
      names = "--phone",
      paramLabel = "NUMBER",
      description = "The number, in international form; WhatsApp says it unless --no-check.")
  @Nullable String phone;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Where the Graph API is; unless given Meta's, or this machine's simulator.")
  @Nullable String baseUrl;

  @Option(
      names = "--api-version",
      paramLabel = "VERSION",
      description = "Of the Graph API, such as v25.0.")
  @Nullable String apiVersion;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Has the access token; - for standard input.")
  @Nullable Path tokenFile;

  @Option(
      names = "--app-secret-file",
      paramLabel = "FILE",
      description = "Has the app secret; - for standard input.")
  @Nullable Path appSecretFile;

  @Option(
      names = "--verify-token-file",
      paramLabel = "FILE",
      description = "Has the verify token of the webhook; - for standard input.")
  @Nullable Path verifyTokenFile;

  @Option(names = "--no-check", description = "Does not ask WhatsApp before it saves.")
  boolean noCheck;

  /** Puts what is not secret into a request. */
  void putInto(ObjectNode body) {
    put(body, "phoneNumberId", phoneNumberId);
    put(body, "phone", phone);
    put(body, "baseUrl", baseUrl);
    put(body, "apiVersion", apiVersion);
    if (noCheck) {
      body.put("check", false);
    }
  }

  private static void put(ObjectNode body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
