package dev.chasqui.simulator.webhooks;

import dev.chasqui.simulator.graph.ControlBody;
import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.numbers.Numbers;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Control: how webhooks fare, and sending any webhook at all. */
@RestController
class WebhooksControl {
  /**
   * @param value the whole value of the change
   */
  record RawWebhook(String field, ObjectNode value) {}

  private final Numbers numbers;
  private final Webhooks webhooks;

  WebhooksControl(Numbers numbers, Webhooks webhooks) {
    this.numbers = numbers;
    this.webhooks = webhooks;
  }

  @GetMapping("/_sim/webhooks")
  ObjectNode list() {
    var node = Json.object();
    webhooks.channels().forEach((id, channel) -> node.set(id, channel.shown()));
    return node;
  }

  @PostMapping("/_sim/numbers/{id}/webhooks")
  ObjectNode send(@PathVariable String id, HttpServletRequest request) throws IOException {
    var raw = ControlBody.read(request, RawWebhook.class);
    webhooks.send(numbers.require(id), id, raw.field(), raw.value());
    return Json.object().put("success", true);
  }
}
