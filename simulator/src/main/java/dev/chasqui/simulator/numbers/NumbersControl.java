package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.ControlBody;
import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Control: making, changing and looking at business numbers. */
@RestController
@RequestMapping("/_sim/numbers")
class NumbersControl {
  private final Numbers numbers;
  private final NumberKeeper keeper;

  NumbersControl(Numbers numbers, NumberKeeper keeper) {
    this.numbers = numbers;
    this.keeper = keeper;
  }

  @PostMapping
  ObjectNode upsert(HttpServletRequest request) throws IOException {
    return shown(keeper.upsert(ControlBody.read(request, NumberSpec.class)));
  }

  @GetMapping
  List<ObjectNode> list() {
    return numbers.all().stream().map(this::shown).toList();
  }

  @GetMapping("/{id}")
  ObjectNode get(@PathVariable String id) {
    return shown(numbers.require(id));
  }

  @DeleteMapping("/{id}")
  ObjectNode delete(@PathVariable String id) {
    if (!keeper.remove(id)) {
      throw GraphError.unknownObject(id).toException();
    }
    return Json.object().put("success", true);
  }

  private ObjectNode shown(BusinessNumber number) {
    var callback = numbers.callback(number);
    var node = Json.object();
    node.put("phoneNumberId", number.phoneNumberId())
        .put("displayPhoneNumber", number.displayPhoneNumber())
        .put("verifiedName", number.verifiedName())
        .put("wabaId", number.wabaId())
        .put("callbackUrl", callback == null ? null : callback.url().toString())
        .put("linked", number.linked())
        .put("scanned", number.scanned())
        .put("fetchLinks", number.fetchLinks())
        .put("webhookBatch", number.webhookBatch());
    node.putPOJO("statuses", number.statuses());
    node.putPOJO("reply", number.reply());
    node.putPOJO("limits", number.limits());
    return node;
  }
}
