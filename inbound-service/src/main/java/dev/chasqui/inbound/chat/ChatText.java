package dev.chasqui.inbound.chat;

import dev.chasqui.access.text.Text;

/** What is said of calls about chats. */
enum ChatText implements Text {
  BEFORE_CHAT("is not the next of an earlier answer"),
  BEFORE_MESSAGE("is neither a message of this chat nor a time"),
  CHAT_NOT_FOUND("Chat not found"),
  LIMIT("must be at least 1"),
  NOT_ACCEPTED("The read mark was not taken; try again"),
  NOT_CONFIRMED("Kafka did not confirm the read mark; try again, it is sent once all the same");

  private final String english;

  ChatText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
