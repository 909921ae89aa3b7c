package dev.chasqui.sender.media;

import dev.chasqui.access.text.Text;

/** What is wrong with an image that came as text. */
enum ImageText implements Text {
  NO_BASE64("is not Base64 (RFC 4648, without line breaks)"),
  NO_DATA_URL("is no Base64 and no data: URL with it"),
  OTHER_TYPE("is %s, and WhatsApp takes only image/jpeg and image/png"),
  TOO_LARGE("has %s bytes, and WhatsApp takes images of at most %s");

  private final String english;

  ImageText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
