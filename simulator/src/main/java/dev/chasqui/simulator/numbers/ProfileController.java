package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.GraphPaths;
import dev.chasqui.simulator.graph.GraphRequests;
import dev.chasqui.simulator.graph.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The business profile of a number. */
@RestController
@RequestMapping({
  GraphPaths.VERSIONED + "/whatsapp_business_profile",
  GraphPaths.UNVERSIONED + "/whatsapp_business_profile"
})
class ProfileController {
  private static final Map<String, Integer> MAX_LENGTHS =
      Map.of("about", 139, "address", 256, "description", 512, "email", 128, "vertical", 40);
  private static final int MAX_SITES = 2;
  private static final int MAX_SITE = 256;

  private final Access access;
  private final Map<String, ObjectNode> profiles = new ConcurrentHashMap<>();

  ProfileController(Access access) {
    this.access = access;
  }

  @GetMapping
  ObjectNode read(@PathVariable String id, HttpServletRequest request) {
    var number = access.number(request, id);
    var profile = profiles.getOrDefault(number.phoneNumberId(), Json.object());
    var fields = request.getParameter("fields");
    var answer = Json.object();
    var shown = answer.putArray("data").addObject();
    profile.properties().stream()
        .filter(p -> fields == null || Arrays.asList(fields.split(",")).contains(p.getKey()))
        .forEach(p -> shown.set(p.getKey(), p.getValue()));
    shown.put("messaging_product", "whatsapp");
    return answer;
  }

  @PostMapping
  ObjectNode change(@PathVariable String id, HttpServletRequest request) throws IOException {
    var number = access.number(request, id);
    var changes = GraphRequests.body(request);
    if (!changes.path("messaging_product").asString("").equals("whatsapp")) {
      throw GraphError.invalidParameter("The parameter messaging_product is required, whatsapp")
          .toException();
    }
    MAX_LENGTHS.forEach((field, max) -> requireLength(changes, field, max));
    requireSites(changes.path("websites"));
    profiles.merge(number.phoneNumberId(), known(changes), ProfileController::merged);
    return Json.object().put("success", true);
  }

  private static ObjectNode known(ObjectNode changes) {
    var known = Json.object();
    changes.properties().stream()
        .filter(p -> MAX_LENGTHS.containsKey(p.getKey()) || p.getKey().equals("websites"))
        .forEach(p -> known.set(p.getKey(), p.getValue()));
    return known;
  }

  private static ObjectNode merged(ObjectNode before, ObjectNode changes) {
    var merged = before.deepCopy();
    merged.setAll(changes);
    return merged;
  }

  private static void requireLength(ObjectNode changes, String field, int max) {
    var length = changes.path(field).asString("").length();
    if (length > max || (field.equals("about") && changes.has(field) && length == 0)) {
      throw GraphError.invalidValue("Param " + field + " must be at most " + max + " characters")
          .toException();
    }
  }

  private static void requireSites(JsonNode sites) {
    if (sites.size() > MAX_SITES
        || sites.valueStream().anyMatch(s -> s.asString("").length() > MAX_SITE)) {
      throw GraphError.invalidValue("Param websites must be at most 2 of 256 characters")
          .toException();
    }
  }
}
