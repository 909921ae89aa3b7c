package dev.chasqui.simulator;

import tools.jackson.databind.JsonNode;

/**
 * A webhook as it arrived.
 *
 * @param raw the body's bytes, one character each
 */
record Hook(String raw, String signature, String userAgent, JsonNode json) {
  /** The value of its first change. */
  JsonNode value() {
    return json.path("entry").path(0).path("changes").path(0).path("value");
  }
}
