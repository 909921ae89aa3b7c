package dev.chasqui.sender.limits;

import dev.chasqui.access.text.Text;

/** What is wrong with limits that the operator does not allow. */
enum LimitText implements Text {
  GAP_TOO_SHORT("allows more than the operator's maximum, %s/s"),
  TOGETHER_TOO_HIGH(
      "messagesPerSecond and burst together must not be above %s, the operator's maximum"),
  TOO_HIGH("must not be above %s, the operator's maximum");

  private final String english;

  LimitText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
