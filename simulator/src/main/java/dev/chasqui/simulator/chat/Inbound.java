package dev.chasqui.simulator.chat;

import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.webhooks.Webhooks;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Messages from people to a business. Thread-safe. */
public final class Inbound {
  private final Webhooks webhooks;
  private final Wamids wamids;
  private final Clock clock;

  Inbound(Webhooks webhooks, Wamids wamids, Clock clock) {
    this.webhooks = webhooks;
    this.wamids = wamids;
    this.clock = clock;
  }

  /**
   * Sends a message of a person to the business.
   *
   * @param content the message's own members: type, the object named after it, context, …
   * @param groupId null for a message that was not written in a group
   * @return the message's id
   */
  public String send(
      BusinessNumber number, Person person, ObjectNode content, @Nullable String groupId) {
    var wamid = content.path("id").asString(wamids.inbound(person.waId()));
    var message = Json.object();
    var from = person.shownId();
    if (from != null) {
      message.put("from", from);
    }
    message.put("from_user_id", person.userId()).put("id", wamid);
    message.put("timestamp", Values.seconds(clock.instant()));
    if (groupId != null) {
      message.put("group_id", groupId);
    }
    message.setAll(content);
    var value = Values.base(number);
    if (!content.path("type").asString().equals("system")) {
      person.describe(value.putArray("contacts").addObject(), true);
    }
    value.putArray("messages").add(message);
    webhooks.send(number, groupId == null ? person.waId() : groupId, "messages", value);
    return wamid;
  }
}
