package dev.chasqui.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** HTTP basic credentials; prints as nothing. */
record Credentials(String userInfo) {

  String header() {
    return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "[hidden]";
  }
}
