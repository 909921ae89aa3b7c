package dev.chasqui.simulator;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** What the simulator answered. */
record Answer(int status, HttpHeaders headers, JsonNode json) {
  int code() {
    return json.path("error").path("code").asInt(-1);
  }

  String details() {
    return json.path("error").path("error_data").path("details").asString("");
  }

  /** The id of a sent message. */
  String wamid() {
    return json.path("messages").path(0).path("id").asString("");
  }
}
