package dev.chasqui.relay.post;

import dev.chasqui.access.text.Text;

/** What may be wrong with a header that a subscription adds. */
enum HeaderText implements Text {
  NO_NAME("is no name of a header"),
  OF_THE_CONNECTION("belongs to the connection and cannot be set"),
  OURS("is set by Chasqui itself"),
  VALUE("must have 1 to %s printable ASCII characters");

  private final String english;

  HeaderText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
