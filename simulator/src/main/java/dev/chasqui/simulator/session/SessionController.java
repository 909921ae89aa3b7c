package dev.chasqui.simulator.session;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.GraphPaths;
import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.numbers.BusinessNumber;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The session extension: status, QR, start, stop, restart, logout, profile. */
@RestController
@RequestMapping({GraphPaths.VERSIONED + "/session", GraphPaths.UNVERSIONED + "/session"})
class SessionController {
  private final LinkedAccess access;
  private final Sessions sessions;

  SessionController(LinkedAccess access, Sessions sessions) {
    this.access = access;
    this.sessions = sessions;
  }

  @GetMapping
  ObjectNode status(@PathVariable String id, HttpServletRequest request) {
    var number = access.number(request, id);
    return shown(number, sessions.get(number));
  }

  @GetMapping("/qr")
  ObjectNode qr(@PathVariable String id, HttpServletRequest request) {
    var session = sessions.get(access.number(request, id));
    var until = session.qrUntil();
    if (session.qr() == null || until == null) {
      throw notFound("There is no QR code: the session is " + session.status());
    }
    return Json.object()
        .put("qr", session.qr())
        .put("expires_at", Long.toString(until.getEpochSecond()));
  }

  @GetMapping("/profile")
  ObjectNode profile(@PathVariable String id, HttpServletRequest request) {
    var number = access.number(request, id);
    var session = sessions.get(number);
    if (session.status() != SessionStatus.WORKING) {
      throw notFound("There is no profile: the session is " + session.status());
    }
    return Json.object()
        .put("wa_id", number.digits())
        .put("push_name", session.pushName())
        .put("about", "Hey there! I am using WhatsApp.");
  }

  @PostMapping("/start")
  ObjectNode start(@PathVariable String id, HttpServletRequest request) {
    var number = access.number(request, id);
    return shown(number, sessions.start(number));
  }

  @PostMapping("/stop")
  ObjectNode stop(@PathVariable String id, HttpServletRequest request) {
    var number = access.number(request, id);
    return shown(number, sessions.stop(number));
  }

  @PostMapping("/restart")
  ObjectNode restart(@PathVariable String id, HttpServletRequest request) {
    var number = access.number(request, id);
    return shown(number, sessions.restart(number));
  }

  @PostMapping("/logout")
  ObjectNode logout(@PathVariable String id, HttpServletRequest request) {
    var number = access.number(request, id);
    return shown(number, sessions.logout(number));
  }

  static ObjectNode shown(BusinessNumber number, Session session) {
    var node =
        Json.object()
            .put("status", session.status().name())
            .put("has_qr", session.qr() != null)
            .put("since", Long.toString(session.since().getEpochSecond()));
    if (session.status() == SessionStatus.WORKING) {
      node.put("wa_id", number.digits()).put("push_name", session.pushName());
    }
    return node;
  }

  private static RuntimeException notFound(String why) {
    return GraphError.invalidParameter(why).withHttpStatus(404).toException();
  }
}
