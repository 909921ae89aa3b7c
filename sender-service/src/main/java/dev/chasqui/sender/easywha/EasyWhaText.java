package dev.chasqui.sender.easywha;

import dev.chasqui.access.text.Text;

/** What callers of EasyWha's resources are told when they do not get what they want. */
enum EasyWhaText implements Text {
  BROKEN_FORM("The body is no multipart/form-data, or it broke off"),
  FILE_TOO_LARGE("The file has %s bytes, and WhatsApp takes at most %s of %s"),
  MANY_PARTS("The form has more than %s fields"),
  NOT_A_FORM("Send the body as multipart/form-data, with the fields file, accountId and number"),
  MAY_BE_SENT("%s; it may have been sent all the same: ask the recipient before you send it again"),
  NO_ROOM("There is no room for files at the moment; try again in %s s"),
  TYPE_NOT_TAKEN("The file is %s, which WhatsApp does not take; it takes %s"),

  EMPTY("is empty"),
  FILE_REQUIRED("is required: a file with its name"),
  NUL("has a NUL, which is no text"),
  ONE_FILE("must be one file");

  private final String english;

  EasyWhaText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
