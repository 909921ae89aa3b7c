package dev.chasqui.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An account's limits as people write and read them. Pure. */
final class LimitArguments {

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}\\.[0-9]{1,18}");

  private LimitArguments() {}

  /**
   * @throws CliException if one is not {@code NAME=VALUE}
   */
  static ObjectNode parse(List<String> arguments) {
    ObjectNode patch = AdminApi.JSON.createObjectNode();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals <= 0 || equals == argument.length() - 1) {
        throw new CliException(argument + " is not NAME=VALUE, such as dailyQuota=2000");
      }
      put(patch, argument.substring(0, equals), argument.substring(equals + 1));
    }
    return patch;
  }

  private static void put(ObjectNode patch, String name, String value) {
    // The API's own word for it is null.
    if (value.equals("default") || value.equals("null")) {
      patch.putNull(name);
    } else if (WHOLE.matcher(value).matches()) {
      patch.put(name, Long.parseLong(value));
    } else if (DECIMAL.matcher(value).matches()) {
      patch.put(name, Double.parseDouble(value));
    } else {
      patch.put(name, value);
    }
  }

  static List<String> shown(JsonNode standing) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("LIMIT", "OWN", "IN FORCE"));
    standing
        .path("inForce")
        .properties()
        .forEach(
            limit ->
                rows.add(
                    List.of(
                        limit.getKey(),
                        value(standing.path("configured").path(limit.getKey()), "default"),
                        value(limit.getValue(), "none"))));
    List<String> lines = new ArrayList<>(Output.aligned(rows));
    if (standing.path("pace").path("slowedDown").asBoolean(false)) {
      lines.add("WhatsApp asked for less; the pace recovers by itself.");
    }
    if (standing.path("quota").isObject()) {
      lines.add(
          "Left of today's quota: %s of %s"
              .formatted(
                  standing.path("quota").path("left").asString(),
                  standing.path("quota").path("today").asString()));
    }
    return lines;
  }

  private static String value(JsonNode value, String absent) {
    return value.isNull() || value.isMissingNode() ? absent : value.asString();
  }
}
