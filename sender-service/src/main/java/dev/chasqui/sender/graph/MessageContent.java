package dev.chasqui.sender.graph;

import dev.chasqui.schemas.Location;
import dev.chasqui.schemas.MediaContent;
import dev.chasqui.schemas.ReactionContent;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.TextContent;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a message says, as the Graph API names it.
 *
 * @param type such as {@code text}
 * @param object the object of that name
 */
public record MessageContent(String type, JsonNode object) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The contents that a command carries: exactly one in a command that can be sent. */
  public static List<MessageContent> of(SendCommand command) {
    List<MessageContent> found = new ArrayList<>();
    add(found, "text", command.getText(), MessageContent::text);
    add(found, "image", command.getImage(), MessageContent::media);
    add(found, "video", command.getVideo(), MessageContent::media);
    add(found, "audio", command.getAudio(), MessageContent::media);
    add(found, "document", command.getDocument(), MessageContent::media);
    add(found, "sticker", command.getSticker(), MessageContent::media);
    add(found, "location", command.getLocation(), MessageContent::location);
    add(found, "contacts", command.getContacts(), ContactCards::json);
    add(found, "reaction", command.getReaction(), MessageContent::reaction);
    add(found, "interactive", command.getInteractive(), InteractiveJson::json);
    add(found, "template", command.getTemplate(), TemplateJson::json);
    return found;
  }

  private interface Writer<T> {
    JsonNode write(T content);
  }

  private static <T> void add(
      List<MessageContent> found,
      String type,
      @org.jspecify.annotations.Nullable T content,
      Writer<T> writer) {
    if (content != null) {
      found.add(new MessageContent(type, writer.write(content)));
    }
  }

  private static ObjectNode text(TextContent text) {
    return JSON.objectNode().put("body", text.getBody()).put("preview_url", text.getPreviewUrl());
  }

  /** The object of an image, video, audio file, document or sticker. */
  static ObjectNode media(MediaContent media) {
    ObjectNode object = JSON.objectNode();
    GraphJson.put(object, "link", media.getLink());
    GraphJson.put(object, "id", media.getMediaId());
    GraphJson.put(object, "caption", media.getCaption());
    GraphJson.put(object, "filename", media.getFilename());
    if (media.getVoice()) {
      object.put("voice", true);
    }
    return object;
  }

  private static ObjectNode location(Location location) {
    ObjectNode object =
        JSON.objectNode()
            .put("latitude", String.valueOf(location.getLatitude()))
            .put("longitude", String.valueOf(location.getLongitude()));
    GraphJson.put(object, "name", location.getName());
    GraphJson.put(object, "address", location.getAddress());
    return object;
  }

  private static ObjectNode reaction(ReactionContent reaction) {
    return JSON.objectNode()
        .put("message_id", reaction.getMessageId())
        .put("emoji", reaction.getEmoji());
  }
}
