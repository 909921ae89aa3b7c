package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.chat.SentMessage;
import dev.chasqui.simulator.faults.Faults;
import dev.chasqui.simulator.faults.RequestFaults;
import dev.chasqui.simulator.graph.GraphPaths;
import dev.chasqui.simulator.graph.GraphRequests;
import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.numbers.Access;
import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.received.Received;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** POST /{version}/{phone-number-id}/messages: sending, and marking as read. */
@RestController
@RequestMapping({GraphPaths.VERSIONED, GraphPaths.UNVERSIONED})
class MessagesController {
  private final Access access;
  private final Faults faults;
  private final Sender sender;
  private final ReadMarks readMarks;
  private final Received received;

  MessagesController(
      Access access, Faults faults, Sender sender, ReadMarks readMarks, Received received) {
    this.access = access;
    this.faults = faults;
    this.sender = sender;
    this.readMarks = readMarks;
    this.received = received;
  }

  @PostMapping("/messages")
  ObjectNode post(@PathVariable String id, HttpServletRequest request) throws IOException {
    var number = access.number(request, id);
    var body = GraphRequests.body(request);
    if (body.has("status")) {
      readMarks.mark(number, body);
      return Json.object().put("success", true);
    }
    return send(number, body, request);
  }

  private ObjectNode send(BusinessNumber number, ObjectNode body, HttpServletRequest request) {
    var faultsNow = faults.onSend(number.phoneNumberId(), to(body));
    var message = accept(number, body, request, faultsNow);
    faultsNow.afterAccepting(request);
    return answer(message);
  }

  private SentMessage accept(
      BusinessNumber number, ObjectNode body, HttpServletRequest request, RequestFaults now) {
    try {
      now.beforeAccepting(request);
      return sender.accept(number, body);
    } catch (RuntimeException e) {
      received.refused(
          number.phoneNumberId(), body.path("biz_opaque_callback_data").asString(null));
      throw e;
    }
  }

  private static @Nullable String to(ObjectNode body) {
    var to = body.path("to").asString(null);
    return to == null ? body.path("recipient").asString(null) : Recipients.bare(to);
  }

  private static ObjectNode answer(SentMessage message) {
    var answer = Json.object().put("messaging_product", "whatsapp");
    var recipient = message.recipient();
    var contact = answer.putArray("contacts").addObject().put("input", recipient.input());
    var person = recipient.person();
    if (recipient.userId() != null) {
      contact.put("user_id", recipient.userId());
    } else if (person != null) {
      contact.put("wa_id", person.waId());
    }
    var sent = answer.putArray("messages").addObject().put("id", message.wamid());
    if (recipient.groupId() != null) {
      sent.put("group_id", recipient.groupId());
    }
    return answer;
  }
}
