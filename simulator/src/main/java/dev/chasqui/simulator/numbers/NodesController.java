package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.GraphPaths;
import dev.chasqui.simulator.graph.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** GET and DELETE /{version}/{id}: whatever has this id. */
@RestController
@RequestMapping({GraphPaths.VERSIONED, GraphPaths.UNVERSIONED})
class NodesController {
  private final Access access;
  private final List<NodeType> types;

  NodesController(Access access, List<NodeType> types) {
    this.access = access;
    this.types = List.copyOf(types);
  }

  @GetMapping
  ObjectNode read(@PathVariable String id, HttpServletRequest request) {
    var opened = access.numbers(request);
    return types.stream()
        .flatMap(type -> type.read(id, opened, request).stream())
        .findFirst()
        .orElseThrow(() -> GraphError.unknownObject(id).toException());
  }

  @DeleteMapping
  ObjectNode delete(@PathVariable String id, HttpServletRequest request) {
    var opened = access.numbers(request);
    if (types.stream().noneMatch(type -> type.delete(id, opened, request))) {
      throw GraphError.unknownObject(id).toException();
    }
    return Json.object().put("success", true);
  }
}
