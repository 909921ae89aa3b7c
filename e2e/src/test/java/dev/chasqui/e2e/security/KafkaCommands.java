package dev.chasqui.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.Command;
import dev.chasqui.e2e.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.AclCommand;
import org.apache.kafka.tools.TopicCommand;

/**
 * Kafka's own command line tools, in this JVM, as an administrator uses them.
 *
 * @param directory for what they print
 * @param config the administrator's client properties
 */
record KafkaCommands(Path directory, Path config) {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** The commands that {@code deploy/kafka-acls} prints. */
  List<String> acls(String bootstrapServers) {
    String script = Project.directory().resolve("deploy/kafka-acls").toString();
    Command.Ended printed =
        new Command(directory, Map.of())
            .run(
                LIMIT,
                script,
                "--bootstrap-server",
                bootstrapServers,
                "--command-config",
                config.toString());
    assertThat(printed.exitCode()).as(printed.output()).isZero();
    return printed.output().lines().toList();
  }

  /** Runs a command. */
  void run(String line) {
    List<String> words = new ArrayList<>(List.of(line.strip().split(" +")));
    String tool = words.removeFirst();
    if (!words.contains("--command-config")) {
      words.addAll(List.of("--command-config", config.toString()));
    }
    AtomicInteger status = new AtomicInteger();
    Exit.setExitProcedure((code, _) -> status.compareAndSet(0, code));
    try {
      String[] arguments = words.toArray(String[]::new);
      switch (tool) {
        case "kafka-topics.sh" -> TopicCommand.main(arguments);
        case "kafka-acls.sh" -> AclCommand.main(arguments);
        default -> throw new IllegalArgumentException(line);
      }
    } finally {
      Exit.resetExitProcedure();
    }
    assertThat(status).as(line).hasValue(0);
  }
}
