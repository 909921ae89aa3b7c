package dev.chasqui.sender.graph;

import dev.chasqui.schemas.TemplateComponent;
import dev.chasqui.schemas.TemplateContent;
import dev.chasqui.schemas.TemplateParameter;
import java.util.Objects;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Template messages as the Graph API writes them. */
final class TemplateJson {

  private TemplateJson() {}

  static ObjectNode json(TemplateContent template) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("name", template.getName());
    object.putObject("language").put("code", template.getLanguage());
    if (!template.getComponents().isEmpty()) {
      var components = object.putArray("components");
      template.getComponents().forEach(component -> components.add(component(component)));
    }
    return object;
  }

  private static ObjectNode component(TemplateComponent component) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("type", component.getType());
    GraphJson.put(object, "sub_type", component.getSubType());
    if (component.getIndex() != null) {
      object.put("index", String.valueOf(component.getIndex()));
    }
    var parameters = object.putArray("parameters");
    component.getParameters().forEach(parameter -> parameters.add(parameter(parameter)));
    return object;
  }

  private static ObjectNode parameter(TemplateParameter parameter) {
    String type = parameter.getType();
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("type", type);
    GraphJson.put(object, "parameter_name", parameter.getParameterName());
    if (parameter.getMedia() != null) {
      object.set(type, MessageContent.media(parameter.getMedia()));
    } else if (parameter.getValueJson() != null) {
      object.set(type, GraphJson.parse("template.valueJson", parameter.getValueJson()));
    } else {
      object.put(type, Objects.requireNonNullElse(parameter.getText(), ""));
    }
    return object;
  }
}
