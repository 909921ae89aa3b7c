package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.numbers.BusinessNumber;

/** A location; its coordinates may be numbers or strings. Thread-safe. */
final class LocationRules implements TypeRules {
  private static final int MAX = 1000;

  @Override
  public void check(BusinessNumber number, Param content, Param message) {
    coordinate(content, "latitude", 90);
    coordinate(content, "longitude", 180);
    content.optionalText("name", MAX);
    content.optionalText("address", MAX);
  }

  private static void coordinate(Param content, String key, int limit) {
    var value = content.text(key, 40);
    try {
      if (Math.abs(Double.parseDouble(value)) <= limit) {
        return;
      }
    } catch (NumberFormatException e) {
      throw content.invalid(key, "must be a number");
    }
    throw content.invalid(key, "must be from -" + limit + " to " + limit);
  }
}
