package dev.chasqui.inbound.media;

import dev.chasqui.access.text.Text;

/** What is said of calls about files. */
enum MediaText implements Text {
  AWAY("WhatsApp does not answer; try again later"),
  BUSY("Too many files are being handed on; try again in %s s"),
  GONE("WhatsApp has the file no more: it keeps one for a week"),
  NOT_FOUND("File not found"),
  NOT_GIVEN("WhatsApp does not give the file as it should");

  private final String english;

  MediaText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
