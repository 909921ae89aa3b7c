package dev.chasqui.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The directory that holds Kafka's log. */
final class KafkaStorage {
  private KafkaStorage() {}

  /** Gives the directory its cluster id; one that has it stays as it is. */
  static void formatOnce(Path dataDir, Properties properties) throws IOException {
    if (!Files.exists(dataDir.resolve("log").resolve("meta.properties"))) {
      format(dataDir.resolve("format.properties"), properties);
    }
  }

  private static void format(Path file, Properties properties) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int status =
        StorageTool.execute(
            new String[] {
              "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
            },
            new PrintStream(output, true, StandardCharsets.UTF_8));
    if (status != 0) {
      throw new IOException("Formatting: " + output.toString(StandardCharsets.UTF_8));
    }
  }
}
