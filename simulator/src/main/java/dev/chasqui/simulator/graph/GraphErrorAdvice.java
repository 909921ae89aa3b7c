package dev.chasqui.simulator.graph;

import org.springframework.beans.TypeMismatchException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.databind.node.ObjectNode;

/** Everything that goes wrong leaves in Graph's error object. */
@RestControllerAdvice
class GraphErrorAdvice {
  @ExceptionHandler
  ResponseEntity<ObjectNode> graph(GraphException e) {
    return answer(e.error());
  }

  @ExceptionHandler({
    ServletRequestBindingException.class,
    TypeMismatchException.class,
    MultipartException.class
  })
  ResponseEntity<ObjectNode> badRequest(Exception e) {
    return answer(GraphError.invalidParameter(String.valueOf(e.getMessage())));
  }

  private static ResponseEntity<ObjectNode> answer(GraphError error) {
    return ResponseEntity.status(error.httpStatus())
        .contentType(MediaType.APPLICATION_JSON)
        .body(error.toJson());
  }
}
