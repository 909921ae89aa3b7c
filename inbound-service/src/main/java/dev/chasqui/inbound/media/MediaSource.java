package dev.chasqui.inbound.media;

import dev.chasqui.access.Account;
import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.HttpCaller.BodyTaker;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Fetches files from WhatsApp: asks for a file's address, which is good for minutes, and then for
 * the file there. Thread-safe.
 */
public final class MediaSource {

  private static final Logger LOG = LoggerFactory.getLogger(MediaSource.class);
  private static final JsonMapper JSON = new JsonMapper();

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;

  /** Graph's codes: of a parameter that is wrong, with the subcode of an object that is unknown. */
  private static final int INVALID_PARAMETER = 100;

  private static final int UNKNOWN_OBJECT = 33;
  private static final int TOKEN = 190;

  private final HttpCaller http;
  private final HttpCaller downloads;

  /**
   * @param http for questions
   * @param downloads for files, which take longer
   */
  public MediaSource(HttpCaller http, HttpCaller downloads) {
    this.http = http;
    this.downloads = downloads;
  }

  /**
   * Hands a file on while it comes.
   *
   * @param taker is called only if there is one
   */
  Fetched fetch(Account account, String mediaId, BodyTaker taker) {
    URI node =
        URI.create(
            "%s/%s/%s"
                .formatted(
                    account.baseUrl(),
                    account.apiVersion(),
                    URLEncoder.encode(mediaId, StandardCharsets.UTF_8)));
    if (!(http.get(node, token(account)) instanceof Exchange.Answered answer)) {
      return new Fetched.Away();
    }
    JsonNode json = parse(answer.body());
    if (answer.status() != OK) {
      return refusal(account, answer.status(), json.path("error"));
    }
    Optional<URI> address = MediaAddress.parse(json.path("url").asString(""), account.baseUrl());
    if (address.isEmpty()) {
      LOG.warn(
          "WhatsApp names an address for a file of account {} that must not get its token; it is"
              + " not called",
          account.id());
      return new Fetched.NotGiven();
    }
    return download(account, address.get(), taker);
  }

  private Fetched download(Account account, URI address, BodyTaker taker) {
    return switch (downloads.get(address, token(account), taker)) {
      case Exchange.Answered answer ->
          answer.status() == OK
              ? new Fetched.Whole()
              : refusal(account, answer.status(), parse(answer.body()).path("error"));
      case Exchange.Broken _ -> new Fetched.Away();
    };
  }

  private static Fetched refusal(Account account, int status, JsonNode error) {
    int code = error.path("code").asInt(0);
    if (status == UNAUTHORIZED || code == TOKEN) {
      // WhatsApp quotes a token that it cannot read.
      return new Fetched.NotAuthorised(
          account.secrets().token().removedFrom(error.path("message").asString("401")));
    }
    boolean unknown =
        code == INVALID_PARAMETER && error.path("error_subcode").asInt(0) == UNKNOWN_OBJECT;
    if (status == NOT_FOUND || unknown) {
      return new Fetched.Gone();
    }
    return status == TOO_MANY_REQUESTS || status >= 500
        ? new Fetched.Away()
        : new Fetched.NotGiven();
  }

  private static Map<String, String> token(Account account) {
    return Map.of("Authorization", "Bearer " + account.secrets().token().value());
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
