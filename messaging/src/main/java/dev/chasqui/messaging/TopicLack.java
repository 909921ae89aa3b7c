package dev.chasqui.messaging;

/**
 * What a topic lacks.
 *
 * @param what for people; begins with the topic's name
 * @param command what an administrator runs against it, without {@code --bootstrap-server}; empty
 *     if no command of the topic's helps
 */
record TopicLack(String what, String command) {}
