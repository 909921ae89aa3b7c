package dev.chasqui.simulator.numbers;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A kind of object that Graph keeps under an id of its own. */
public interface NodeType {
  /**
   * The object with this id, if there is one of this kind and the numbers that the request's token
   * opens see it.
   */
  Optional<ObjectNode> read(String id, List<BusinessNumber> opened, HttpServletRequest request);

  /** Deletes the object; false when there is none, or it cannot be deleted. */
  default boolean delete(String id, List<BusinessNumber> opened, HttpServletRequest request) {
    return false;
  }
}
