package dev.chasqui.simulator.graph;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What the server itself refuses (a malformed request, say) leaves in Graph's shape too. */
@RestController
class ErrorPage {
  @RequestMapping("/error")
  ResponseEntity<ObjectNode> error(HttpServletRequest request) {
    var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    var httpStatus = status instanceof Integer code ? code : 404;
    return ResponseEntity.status(httpStatus)
        .body(GraphError.of(1, null).withHttpStatus(httpStatus).toJson());
  }
}
