package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.GraphPaths;
import dev.chasqui.simulator.graph.GraphRequests;
import dev.chasqui.simulator.graph.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What is done to a business number: its call-back override, registration, settings. */
@RestController
@RequestMapping({GraphPaths.VERSIONED, GraphPaths.UNVERSIONED})
class PhoneNumberController {
  private final Access access;
  private final NumberKeeper keeper;
  private final Registrations registrations;

  PhoneNumberController(Access access, NumberKeeper keeper, Registrations registrations) {
    this.access = access;
    this.keeper = keeper;
    this.registrations = registrations;
  }

  @PostMapping
  ObjectNode override(@PathVariable String id, HttpServletRequest request) throws IOException {
    var number = access.number(request, id);
    var webhooks = GraphRequests.body(request).path("webhook_configuration");
    if (!webhooks.has("override_callback_uri")) {
      throw GraphError.requiredMissing(
              "Param webhook_configuration['override_callback_uri'] is required")
          .toException();
    }
    keeper.overrideNumber(
        number,
        webhooks.path("override_callback_uri").asString(""),
        webhooks.path("verify_token").asString(number.verifyToken()));
    return success();
  }

  @PostMapping("/register")
  ObjectNode register(@PathVariable String id, HttpServletRequest request) throws IOException {
    var number = access.number(request, id);
    if (!GraphRequests.body(request).path("pin").asString("").matches("[0-9]{6}")) {
      throw GraphError.requiredMissing("Param pin must be 6 digits").toException();
    }
    registrations.register(number);
    return success();
  }

  @PostMapping("/deregister")
  ObjectNode deregister(@PathVariable String id, HttpServletRequest request) {
    registrations.deregister(access.number(request, id));
    return success();
  }

  /** Accepted without effect. */
  @PostMapping({"/request_code", "/verify_code", "/settings"})
  ObjectNode acceptOnly(@PathVariable String id, HttpServletRequest request) throws IOException {
    access.number(request, id);
    GraphRequests.body(request);
    return success();
  }

  private static ObjectNode success() {
    return Json.object().put("success", true);
  }
}
