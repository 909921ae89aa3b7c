package dev.chasqui.sender.result;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.InteractiveContent;
import dev.chasqui.schemas.MarkRead;
import dev.chasqui.schemas.MediaContent;
import dev.chasqui.schemas.ReactionContent;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.SentContent;
import dev.chasqui.schemas.TemplateContent;
import dev.chasqui.schemas.TextContent;
import org.jspecify.annotations.Nullable;

/**
 * What a command was to send, as its results tell it; the queue keeps it too. What a producer sends
 * too long is refused, but the refusal must fit into a record: it is cut. Immutable.
 *
 * @param type as in {@link SentContent}
 * @param body the text, the caption, the emoji, or the template's name; null if there is none
 * @param filename of documents; null if it has none
 * @param target WhatsApp's id of the message that is reacted to or read; null for other types
 */
public record Content(
    String type, @Nullable String body, @Nullable String filename, @Nullable String target) {

  private static final String READ = "read";
  private static final int LONGEST_BODY = 4096;
  private static final int LONGEST_NAME = 256;

  public Content {
    body = cut(body, LONGEST_BODY);
    filename = cut(filename, LONGEST_NAME);
    target = cut(target, LONGEST_NAME);
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    if (text == null || text.length() <= longest) {
      return text;
    }
    // Half of a surrogate pair is no character.
    boolean inside = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, inside ? longest - 1 : longest);
  }

  /** What a command carries, the first if it is wrong and carries several; null if nothing. */
  public static @Nullable Content of(SendCommand command) {
    TextContent text = command.getText();
    return text == null ? media(command) : new Content("text", text.getBody(), null, null);
  }

  private static @Nullable Content media(SendCommand command) {
    MediaContent image = command.getImage();
    MediaContent video = command.getVideo();
    MediaContent document = command.getDocument();
    if (image != null) {
      return new Content("image", image.getCaption(), null, null);
    }
    if (video != null) {
      return new Content("video", video.getCaption(), null, null);
    }
    if (command.getAudio() != null) {
      return typeOnly("audio");
    }
    if (document != null) {
      return new Content("document", document.getCaption(), document.getFilename(), null);
    }
    return command.getSticker() == null ? other(command) : typeOnly("sticker");
  }

  private static @Nullable Content other(SendCommand command) {
    ReactionContent reaction = command.getReaction();
    InteractiveContent interactive = command.getInteractive();
    TemplateContent template = command.getTemplate();
    MarkRead mark = command.getMarkRead();
    if (command.getLocation() != null) {
      return typeOnly("location");
    }
    if (command.getContacts() != null) {
      return typeOnly("contacts");
    }
    if (reaction != null) {
      return new Content("reaction", reaction.getEmoji(), null, reaction.getMessageId());
    }
    if (interactive != null) {
      return new Content("interactive", interactive.getBody(), null, null);
    }
    if (template != null) {
      return new Content("template", template.getName(), null, null);
    }
    return mark == null ? null : new Content(READ, null, null, mark.getMessageId());
  }

  /** Whether it is a read mark, and no message. */
  public boolean marksAsRead() {
    return type.equals(READ);
  }

  /** What a result tells; null if it tells nothing of it. */
  static @Nullable Content of(CommandResult result) {
    SentContent told = result.getContent();
    return told == null
        ? null
        : new Content(
            told.getType(), told.getBody(), told.getFilename(), told.getTargetMessageId());
  }

  private static Content typeOnly(String type) {
    return new Content(type, null, null, null);
  }

  SentContent told() {
    return new SentContent(type, body, filename, target);
  }

  /** Leaves out what is private. */
  @Override
  public String toString() {
    return "Content[" + type + "]";
  }
}
