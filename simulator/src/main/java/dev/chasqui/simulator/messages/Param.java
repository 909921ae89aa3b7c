package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.GraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A part of a send request with its name, so that what is wrong with it can be said as Graph does.
 * Every method throws a {@link GraphException}: 131008 for what is missing, 131009 for a wrong
 * value. Lengths are in characters (code points).
 */
record Param(JsonNode node, String name) {

  /** A required object. */
  Param object(String key) {
    return optionalObject(key).orElseThrow(() -> missing(key));
  }

  Optional<Param> optionalObject(String key) {
    return child(key).map(p -> p.require(p.node.isObject(), "must be an object"));
  }

  /** A required text of 1 to {@code max} characters. */
  String text(String key, int max) {
    return optionalText(key, max).filter(text -> !text.isEmpty()).orElseThrow(() -> missing(key));
  }

  Optional<String> optionalText(String key, int max) {
    return child(key).map(p -> p.asText(max));
  }

  private String asText(int max) {
    require(node.isString() || node.isNumber(), "must be a string");
    var text = node.asString();
    require(
        text.codePointCount(0, text.length()) <= max,
        "must be at most " + max + " characters long");
    return text;
  }

  /** A required list of {@code min} to {@code max} elements. */
  List<Param> list(String key, int min, int max) {
    var list = child(key).orElseThrow(() -> missing(key));
    list.require(list.node.isArray(), "must be an array");
    list.require(
        list.node.size() >= min && list.node.size() <= max,
        "must have from " + min + " to " + max + " elements");
    return list.elements();
  }

  Optional<List<Param>> optionalList(String key) {
    return child(key)
        .map(p -> p.require(p.node.isArray(), "must be an array"))
        .map(Param::elements);
  }

  private List<Param> elements() {
    var elements = new ArrayList<Param>();
    for (var i = 0; i < node.size(); i++) {
      elements.add(new Param(node.path(i), name + "[" + i + "]"));
    }
    return elements;
  }

  boolean has(String key) {
    return child(key).isPresent();
  }

  /** Itself, if what must hold does. */
  Param require(boolean holds, String rule) {
    if (!holds) {
      throw GraphError.invalidValue("Param " + name + " " + rule).toException();
    }
    return this;
  }

  GraphException missing(String key) {
    return GraphError.requiredMissing("Param " + path(key) + " is required").toException();
  }

  GraphException invalid(String key, String rule) {
    return GraphError.invalidValue("Param " + path(key) + " " + rule).toException();
  }

  private Optional<Param> child(String key) {
    var child = node.path(key);
    return child.isMissingNode() || child.isNull()
        ? Optional.empty()
        : Optional.of(new Param(child, path(key)));
  }

  private String path(String key) {
    return name.isEmpty() ? key : name + "['" + key + "']";
  }
}
