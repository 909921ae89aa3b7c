package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.GraphPaths;
import dev.chasqui.simulator.graph.GraphRequests;
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

/** The WhatsApp Business account: its numbers, and the app's subscription to its webhooks. */
@RestController
@RequestMapping({GraphPaths.VERSIONED, GraphPaths.UNVERSIONED})
class WabaController {
  private final Access access;
  private final Numbers numbers;
  private final NumberKeeper keeper;
  private final PhoneNumberNode nodes;

  WabaController(Access access, Numbers numbers, NumberKeeper keeper, PhoneNumberNode nodes) {
    this.access = access;
    this.numbers = numbers;
    this.keeper = keeper;
    this.nodes = nodes;
  }

  @GetMapping("/phone_numbers")
  ObjectNode phoneNumbers(@PathVariable String id, HttpServletRequest request) {
    var answer = Json.object();
    var data = answer.putArray("data");
    var fields = request.getParameter("fields");
    numbersOf(id, request).forEach(number -> data.add(nodes.shown(number, fields)));
    answer.putObject("paging").putObject("cursors").put("before", "QVFI").put("after", "QVFI");
    return answer;
  }

  @GetMapping("/subscribed_apps")
  ObjectNode subscribedApps(@PathVariable String id, HttpServletRequest request) {
    numbersOf(id, request);
    var answer = Json.object();
    var data = answer.putArray("data");
    if (numbers.isSubscribed(id)) {
      var app = data.addObject();
      app.putObject("whatsapp_business_api_data")
          .put("id", "600000000000001")
          .put("link", "http://localhost/")
          .put("name", "Simulated app");
      numbers.wabaOverride(id).ifPresent(o -> app.put("override_callback_uri", o.url().toString()));
    }
    return answer;
  }

  @PostMapping("/subscribed_apps")
  ObjectNode subscribe(@PathVariable String id, HttpServletRequest request) throws IOException {
    var first = numbersOf(id, request).getFirst();
    var body = GraphRequests.body(request);
    keeper.overrideWaba(
        id,
        body.path("override_callback_uri").asString(""),
        body.path("verify_token").asString(first.verifyToken()));
    numbers.subscribe(id, true);
    return Json.object().put("success", true);
  }

  @DeleteMapping("/subscribed_apps")
  ObjectNode unsubscribe(@PathVariable String id, HttpServletRequest request) {
    numbersOf(id, request);
    numbers.subscribe(id, false);
    return Json.object().put("success", true);
  }

  private List<BusinessNumber> numbersOf(String wabaId, HttpServletRequest request) {
    var opened = access.numbers(request).stream().filter(n -> n.wabaId().equals(wabaId)).toList();
    if (opened.isEmpty()) {
      throw GraphError.unknownObject(wabaId).toException();
    }
    return opened;
  }
}
