package dev.chasqui.simulator;

import dev.chasqui.simulator.graph.Json;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Says what this is. */
@RestController
class LandingController {
  @GetMapping("/")
  ObjectNode landing() {
    return Json.object()
        .put("name", "Chasqui WhatsApp simulator")
        .put("graph", "POST /v25.0/{phone-number-id}/messages")
        .put("numbers", "/_sim/numbers")
        .put("received", "/_sim/received")
        .put("messages", "/_sim/messages")
        .put("webhooks", "/_sim/webhooks")
        .put("faults", "/_sim/faults");
  }
}
