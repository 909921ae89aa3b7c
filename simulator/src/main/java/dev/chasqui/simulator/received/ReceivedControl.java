package dev.chasqui.simulator.received;

import dev.chasqui.simulator.graph.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Control: what was received. */
@RestController
@RequestMapping("/_sim")
class ReceivedControl {
  private final Received received;

  ReceivedControl(Received received) {
    this.received = received;
  }

  @GetMapping("/received/{*key}")
  ObjectNode count(@PathVariable String key) {
    var callbackData = key.substring(1);
    return Json.object()
        .put("callbackData", callbackData)
        .put("count", received.acceptedCount(callbackData))
        .put("refused", received.refusedCount(callbackData));
  }

  @GetMapping("/received")
  ObjectNode summary() {
    var node =
        Json.object().put("distinct", received.distinct()).put("maxPerKey", received.maxPerKey());
    var repeated = node.putObject("repeated");
    received.repeated().forEach(repeated::put);
    var numbers = node.putObject("numbers");
    received.tallies().forEach((id, tally) -> numbers.set(id, shown(tally)));
    return node;
  }

  @DeleteMapping("/received")
  ObjectNode reset() {
    received.reset();
    return Json.object().put("success", true);
  }

  @GetMapping("/messages")
  List<ReceivedMessage> messages(
      @RequestParam(required = false) @Nullable String phoneNumberId,
      @RequestParam(defaultValue = "50") int limit) {
    return received.latest(phoneNumberId, limit);
  }

  private static ObjectNode shown(NumberTally tally) {
    return Json.object()
        .put("accepted", tally.accepted.sum())
        .put("refused", tally.refused.sum())
        .put("maxInOneSecond", tally.window.peak())
        .put("rateViolations", tally.rateViolations.sum())
        .put("pairViolations", tally.pairViolations.sum())
        .put("markedRead", tally.reads.sum());
  }
}
