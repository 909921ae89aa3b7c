package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.chat.SentMessage;
import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.media.Links;
import java.net.URI;
import java.util.function.Consumer;

/** Fetches media that is sent by link, for numbers that want it. Thread-safe. */
final class LinkChecks {
  private final Links links;

  LinkChecks(Links links) {
    this.links = links;
  }

  /** Hands the message on: at once, or when its link was fetched; it fails if that failed. */
  void then(SentMessage message, Consumer<SentMessage> next) {
    var link = message.body().path(message.type()).path("link").asString("");
    if (link.isEmpty() || !message.number().fetchLinks()) {
      next.accept(message);
    } else {
      Thread.startVirtualThread(() -> next.accept(checked(message, URI.create(link))));
    }
  }

  private SentMessage checked(SentMessage message, URI link) {
    return links.isFetchable(link, message.type())
        ? message
        : message.failing(GraphError.of(131053, "The media could not be fetched from its link"));
  }
}
