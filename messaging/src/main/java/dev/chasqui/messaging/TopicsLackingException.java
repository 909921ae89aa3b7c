package dev.chasqui.messaging;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Topics are not as a service needs them, and it is not to create them. */
public final class TopicsLackingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final String commands;

  private TopicsLackingException(String what, String commands) {
    super(what + "\n" + commands);
    this.what = what;
    this.commands = commands;
  }

  static TopicsLackingException of(KafkaSettings kafka, List<TopicLack> lacks) {
    String what =
        lacks.stream()
            .map(lack -> "\n  " + lack.what())
            .collect(Collectors.joining("", "Topics are not as they have to be:", ""));
    return new TopicsLackingException(what, commands(kafka, lacks));
  }

  private static String commands(KafkaSettings kafka, List<TopicLack> lacks) {
    String commands =
        lacks.stream()
            .map(TopicLack::command)
            .filter(command -> !command.isEmpty())
            .map(command -> "\n  " + at(kafka, command))
            .collect(Collectors.joining());
    boolean all = lacks.stream().noneMatch(lack -> lack.command().isEmpty());
    return Stream.of(
            all ? "" : "Grant the service its rights: deploy/kafka-acls prints the commands.",
            commands.isEmpty() ? "" : "Run as an administrator (--command-config):" + commands)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String at(KafkaSettings kafka, String command) {
    return command.replaceFirst(" ", " --bootstrap-server " + kafka.bootstrapServers() + " ");
  }

  /** What is lacking: several lines. */
  public String what() {
    return what;
  }

  /** What is to be done: the commands, several lines. */
  public String commands() {
    return commands;
  }
}
