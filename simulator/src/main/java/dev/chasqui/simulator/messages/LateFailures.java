package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.chat.Wamids;
import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.media.MediaKind;
import dev.chasqui.simulator.media.MediaStore;
import org.jspecify.annotations.Nullable;

/** What is accepted and then fails, as at Meta's. Thread-safe. */
final class LateFailures {
  private final MediaStore media;
  private final Wamids wamids;

  LateFailures(MediaStore media, Wamids wamids) {
    this.media = media;
    this.wamids = wamids;
  }

  /** Why the message will fail; null: it will not. */
  @Nullable GraphError of(Wanted wanted) {
    var content = wanted.body().path(wanted.type());
    if (wanted.type().equals("reaction")) {
      return wamids.isKnown(content.path("message_id").asString(""))
          ? null
          : GraphError.invalidValue("The message that is reacted to is not there");
    }
    var id = content.path("id").asString("");
    if (id.isEmpty()) {
      return null;
    }
    return media
        .find(id)
        .filter(m -> !MediaKind.fits(wanted.type(), m.mimeType()))
        .map(
            m ->
                GraphError.of(131053, "Media of type " + m.mimeType() + " is not " + wanted.type()))
        .orElse(null);
  }
}
