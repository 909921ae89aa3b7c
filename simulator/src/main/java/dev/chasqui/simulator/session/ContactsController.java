package dev.chasqui.simulator.session;

import dev.chasqui.simulator.chat.People;
import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.GraphPaths;
import dev.chasqui.simulator.graph.GraphRequests;
import dev.chasqui.simulator.graph.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The session extension: contact checks, in the shape of the on-premises /contacts call. */
@RestController
@RequestMapping({GraphPaths.VERSIONED + "/contacts", GraphPaths.UNVERSIONED + "/contacts"})
class ContactsController {
  private static final int MAX_CONTACTS = 100;

  private final LinkedAccess access;
  private final Sessions sessions;
  private final People people;

  ContactsController(LinkedAccess access, Sessions sessions, People people) {
    this.access = access;
    this.sessions = sessions;
    this.people = people;
  }

  @PostMapping
  ObjectNode check(@PathVariable String id, HttpServletRequest request) throws IOException {
    sessions.requireOpen(access.number(request, id));
    var contacts = GraphRequests.body(request).path("contacts");
    if (!contacts.isArray() || contacts.isEmpty() || contacts.size() > MAX_CONTACTS) {
      throw GraphError.requiredMissing("Param contacts must be an array of 1 to 100 numbers")
          .toException();
    }
    var answer = Json.object();
    var results = answer.putArray("contacts");
    contacts.valueStream().forEach(contact -> checkOne(contact.asString(""), results));
    return answer;
  }

  @GetMapping("/{phone}")
  ObjectNode info(@PathVariable String id, @PathVariable String phone, HttpServletRequest request) {
    sessions.requireOpen(access.number(request, id));
    var person = people.byPhone(digits(phone));
    if (!isValid(digits(phone)) || !person.onWhatsApp()) {
      throw GraphError.invalidParameter(phone + " is not on WhatsApp")
          .withHttpStatus(404)
          .toException();
    }
    var node = Json.object().put("wa_id", person.waId()).put("push_name", person.name());
    if (person.lid() != null) {
      node.put("lid", person.lid());
    }
    return node.put("about", "Hey there! I am using WhatsApp.");
  }

  private void checkOne(String input, ArrayNode results) {
    var digits = digits(input);
    var result = results.addObject().put("input", input);
    if (isValid(digits) && people.byPhone(digits).onWhatsApp()) {
      result.put("status", "valid").put("wa_id", digits);
    } else {
      result.put("status", "invalid");
    }
  }

  private static boolean isValid(String digits) {
    return digits.matches("[0-9]{6,15}");
  }

  private static String digits(String input) {
    return input.replaceAll("[-+() ]", "");
  }
}
