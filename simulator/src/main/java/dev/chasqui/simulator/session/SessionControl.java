package dev.chasqui.simulator.session;

import dev.chasqui.simulator.graph.ControlBody;
import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.numbers.Numbers;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Control: the phone that scans the QR code, and sessions that break. */
@RestController
@RequestMapping("/_sim/numbers/{id}/session")
class SessionControl {
  /**
   * A scan.
   *
   * @param qr what the phone read; null: what is shown
   * @param pushName the name of the phone's owner; null: the business's
   */
  record Scan(@Nullable String qr, @Nullable String pushName) {}

  private final Numbers numbers;
  private final Sessions sessions;

  SessionControl(Numbers numbers, Sessions sessions) {
    this.numbers = numbers;
    this.sessions = sessions;
  }

  @PostMapping("/scan")
  ObjectNode scan(@PathVariable String id, HttpServletRequest request) throws IOException {
    var scan = ControlBody.read(request, Scan.class);
    var number = linked(id);
    return SessionController.shown(number, sessions.scan(number, scan.qr(), scan.pushName()));
  }

  @PostMapping("/fail")
  ObjectNode fail(@PathVariable String id) {
    var number = linked(id);
    return SessionController.shown(number, sessions.fail(number));
  }

  private BusinessNumber linked(String id) {
    var number = numbers.require(id);
    if (!number.linked()) {
      throw GraphError.invalidParameter(id + " is not a linked-device number").toException();
    }
    return number;
  }
}
