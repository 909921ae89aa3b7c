package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.numbers.BusinessNumber;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A template. Every name and language is taken to be approved. Thread-safe. */
final class TemplateRules implements TypeRules {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]+");
  private static final Set<String> COMPONENTS =
      Set.of(
          "header", "body", "button", "footer", "carousel", "limited_time_offer", "order_status");
  private static final int MAX_NAME = 512;
  private static final int MAX_TEXT = 32_768;

  @Override
  public void check(BusinessNumber number, Param content, Param message) {
    if (!NAME.matcher(content.text("name", MAX_NAME)).matches()) {
      throw content.invalid("name", "must be lower-case letters, digits and underscores");
    }
    content.object("language").text("code", 20);
    content
        .optionalList("components")
        .ifPresent(components -> components.forEach(TemplateRules::component));
  }

  private static void component(Param component) {
    var type = component.text("type", 40).toLowerCase(Locale.ROOT);
    component.require(COMPONENTS.contains(type), "has an unknown type " + type);
    if (type.equals("button")) {
      component.text("sub_type", 40);
      component.text("index", 4);
    }
    component
        .optionalList("parameters")
        .ifPresent(parameters -> parameters.forEach(TemplateRules::parameter));
  }

  private static void parameter(Param parameter) {
    if (parameter.text("type", 40).equals("text")) {
      parameter.text("text", MAX_TEXT);
    }
  }
}
