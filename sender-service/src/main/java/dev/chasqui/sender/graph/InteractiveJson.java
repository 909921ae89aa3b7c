package dev.chasqui.sender.graph;

import dev.chasqui.schemas.InteractiveContent;
import dev.chasqui.schemas.ListRow;
import dev.chasqui.schemas.ListSection;
import dev.chasqui.schemas.MediaContent;
import dev.chasqui.schemas.ReplyButton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Interactive messages as the Graph API writes them. */
final class InteractiveJson {

  private InteractiveJson() {}

  static ObjectNode json(InteractiveContent content) {
    ObjectNode object = object().put("type", content.getKind());
    GraphJson.set(object, "header", header(content));
    GraphJson.set(object, "body", text(content.getBody()));
    GraphJson.set(object, "footer", text(content.getFooter()));
    object.set("action", action(content));
    return object;
  }

  private static @Nullable ObjectNode header(InteractiveContent content) {
    if (content.getHeaderText() != null) {
      return object().put("type", "text").put("text", content.getHeaderText());
    }
    MediaContent media = content.getHeaderMedia();
    if (media == null) {
      return null;
    }
    String kind = Objects.requireNonNullElse(content.getHeaderMediaKind(), "image");
    ObjectNode header = object().put("type", kind);
    header.set(kind, MessageContent.media(media));
    return header;
  }

  private static @Nullable ObjectNode text(@Nullable String text) {
    return text == null ? null : object().put("text", text);
  }

  private static JsonNode action(InteractiveContent content) {
    if (content.getActionJson() != null) {
      return GraphJson.parse("interactive.actionJson", content.getActionJson());
    }
    return switch (content.getKind()) {
      case "button" -> buttons(content);
      case "list" -> list(content);
      case "cta_url" -> link(content);
      default -> object().put("name", content.getKind());
    };
  }

  private static ObjectNode buttons(InteractiveContent content) {
    ObjectNode action = object();
    var buttons = action.putArray("buttons");
    for (ReplyButton button : content.getButtons()) {
      ObjectNode reply = buttons.addObject().put("type", "reply").putObject("reply");
      reply.put("id", button.getId()).put("title", button.getTitle());
    }
    return action;
  }

  private static ObjectNode list(InteractiveContent content) {
    ObjectNode action = object();
    GraphJson.put(action, "button", content.getListButton());
    var sections = action.putArray("sections");
    for (ListSection section : content.getSections()) {
      ObjectNode object = sections.addObject();
      GraphJson.put(object, "title", section.getTitle());
      var rows = object.putArray("rows");
      section.getRows().forEach(row -> rows.add(row(row)));
    }
    return action;
  }

  private static ObjectNode row(ListRow row) {
    ObjectNode object = object().put("id", row.getId()).put("title", row.getTitle());
    GraphJson.put(object, "description", row.getDescription());
    return object;
  }

  private static ObjectNode link(InteractiveContent content) {
    ObjectNode action = object().put("name", "cta_url");
    ObjectNode parameters = action.putObject("parameters");
    GraphJson.put(parameters, "display_text", content.getUrlText());
    GraphJson.put(parameters, "url", content.getUrl());
    return action;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
