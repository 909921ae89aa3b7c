package dev.chasqui.simulator.messages;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The actions of interactive messages. */
final class ActionRules {
  private static final int MAX_BUTTONS = 3;
  private static final int MAX_ROWS = 10;
  private static final int MAX_BUTTON_ID = 256;
  private static final int MAX_ROW_ID = 200;
  private static final int MAX_BUTTON = 20;
  private static final int MAX_TITLE = 24;
  private static final int MAX_DESCRIPTION = 72;
  private static final int MAX_URL = 2000;
  private static final int MAX_FLOW = 512;

  private ActionRules() {}

  static void buttons(Param action) {
    var ids = new HashSet<String>();
    var titles = new HashSet<String>();
    for (var button : action.list("buttons", 1, MAX_BUTTONS)) {
      button.require(button.text("type", 20).equals("reply"), "must be of type reply");
      var reply = button.object("reply");
      var id = reply.text("id", MAX_BUTTON_ID);
      reply.require(id.strip().equals(id), "id must not begin or end with a space");
      reply.require(ids.add(id), "has an id that is not unique");
      reply.require(titles.add(reply.text("title", MAX_BUTTON)), "has a title that is not unique");
    }
  }

  static void list(Param action) {
    action.text("button", MAX_BUTTON);
    var sections = action.list("sections", 1, MAX_ROWS);
    var ids = new HashSet<String>();
    var rows = 0;
    for (var section : sections) {
      if (sections.size() > 1) {
        section.text("title", MAX_TITLE);
      }
      section.optionalText("title", MAX_TITLE);
      var own = section.list("rows", 1, MAX_ROWS);
      own.forEach(row -> row(row, ids));
      rows += own.size();
    }
    action.require(rows <= MAX_ROWS, "must have at most 10 rows in total");
  }

  private static void row(Param row, Set<String> ids) {
    row.require(ids.add(row.text("id", MAX_ROW_ID)), "has an id that is not unique");
    row.text("title", MAX_TITLE);
    row.optionalText("description", MAX_DESCRIPTION);
  }

  static void link(Param action) {
    var parameters = named(action, "cta_url");
    parameters.text("display_text", MAX_BUTTON);
    if (!MediaRules.isHttp(parameters.text("url", MAX_URL))) {
      throw parameters.invalid("url", "is not a valid URL");
    }
  }

  static void flow(Param action) {
    var parameters = named(action, "flow");
    parameters.text("flow_message_version", 4);
    parameters.text("flow_cta", 30);
    parameters.require(
        parameters.has("flow_id") != parameters.has("flow_name"),
        "must have either flow_id or flow_name");
    for (var key : List.of("flow_id", "flow_name", "flow_token")) {
      parameters.optionalText(key, MAX_FLOW);
    }
    parameters
        .optionalObject("flow_action_payload")
        .flatMap(payload -> payload.optionalObject("data"))
        .ifPresent(data -> data.require(!data.node().isEmpty(), "must not be empty"));
  }

  private static Param named(Param action, String name) {
    action.require(action.text("name", 40).equals(name), "must have the name " + name);
    return action.object("parameters");
  }
}
