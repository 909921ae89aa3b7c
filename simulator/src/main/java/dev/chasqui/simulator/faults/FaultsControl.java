package dev.chasqui.simulator.faults;

import dev.chasqui.simulator.graph.ControlBody;
import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Control: setting, looking at and clearing faults. */
@RestController
@RequestMapping("/_sim/faults")
class FaultsControl {
  private final Faults faults;

  FaultsControl(Faults faults) {
    this.faults = faults;
  }

  @PostMapping
  ObjectNode add(HttpServletRequest request) throws IOException {
    var spec = ControlBody.read(request, FaultSpec.class);
    @Nullable FaultKind kind = spec.kind();
    if (kind == null) {
      throw GraphError.invalidParameter("kind is required, one of " + List.of(FaultKind.values()))
          .toException();
    }
    return faults.add(spec).shown();
  }

  @GetMapping
  List<ObjectNode> list() {
    return faults.all().stream().map(Fault::shown).toList();
  }

  @DeleteMapping("/{id}")
  ObjectNode remove(@PathVariable int id) {
    if (!faults.remove(id)) {
      throw GraphError.unknownObject(String.valueOf(id)).toException();
    }
    return Json.object().put("success", true);
  }

  @DeleteMapping
  ObjectNode clear() {
    faults.clear();
    return Json.object().put("success", true);
  }
}
