package dev.chasqui.simulator.graph;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What no other controller takes. */
@RestController
class UnknownPaths {
  @RequestMapping("/**")
  ObjectNode unknown(HttpServletRequest request) {
    throw GraphError.unknownPath(request.getRequestURI()).toException();
  }
}
