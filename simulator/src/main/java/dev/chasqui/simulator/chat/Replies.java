package dev.chasqui.simulator.chat;

import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.numbers.ReplyPlan.Mode;
import dev.chasqui.simulator.time.Delays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people answer by themselves. Thread-safe. */
final class Replies {
  private final Inbound inbound;
  private final Delays delays;

  Replies(Inbound inbound, Delays delays) {
    this.inbound = inbound;
    this.delays = delays;
  }

  /** Answers the message after the number's delay, if its plan says so. */
  void reply(SentMessage message, Person as) {
    var plan = message.number().reply();
    if (plan.kind() == Mode.OFF || message.type().equals("reaction")) {
      return;
    }
    var content = plan.kind() == Mode.ECHO ? echo(message) : fixed(message, as);
    delays.after(
        plan.delay(),
        () -> inbound.send(message.number(), as, content, message.recipient().groupId()));
  }

  private static ObjectNode fixed(SentMessage message, Person person) {
    var text =
        message
            .number()
            .reply()
            .template()
            .replace("{text}", words(message))
            .replace("{name}", person.name());
    return text(text);
  }

  private static ObjectNode echo(SentMessage message) {
    var action = message.body().path("interactive").path("action");
    var button = action.path("buttons").path(0).path("reply");
    if (button.isObject()) {
      return choice(message, "button_reply", button);
    }
    var row = action.path("sections").path(0).path("rows").path(0);
    if (row.isObject()) {
      return choice(message, "list_reply", row);
    }
    return text(words(message));
  }

  private static ObjectNode choice(SentMessage message, String kind, JsonNode chosen) {
    var content = Json.object();
    content.putObject("context").put("from", message.number().digits()).put("id", message.wamid());
    content.put("type", "interactive");
    content.putObject("interactive").put("type", kind).set(kind, chosen);
    return content;
  }

  private static String words(SentMessage message) {
    var text = message.body().path("text").path("body").asString("");
    return text.isEmpty() ? "Got your " + message.type() : text;
  }

  private static ObjectNode text(String text) {
    var content = Json.object().put("type", "text");
    content.putObject("text").put("body", text);
    return content;
  }
}
