package dev.chasqui.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** The contracts as they were released, in {@code schemas/released/<version>/<Type>.avsc}. */
final class ReleasedSchemas {

  private static final Path RELEASED = Path.of("released");

  private ReleasedSchemas() {}

  /** All released versions of one contract. */
  static List<Schema> of(String name) {
    try (Stream<Path> files = Files.walk(RELEASED)) {
      return files
          .filter(file -> file.getFileName().toString().equals(name + ".avsc"))
          .sorted()
          .map(ReleasedSchemas::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What breaks readers of either side when {@code now} replaces {@code released}; empty if
   * nothing.
   */
  static List<String> breaks(Schema released, Schema now) {
    return Stream.concat(incompatibilities(now, released), incompatibilities(released, now))
        .toList();
  }

  private static Stream<String> incompatibilities(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(ReleasedSchemas::describe);
  }

  private static String describe(Incompatibility found) {
    return found.getType() + " at " + found.getLocation() + ": " + found.getMessage();
  }

  private static Schema parse(Path file) {
    try {
      return new Schema.Parser().parse(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the contracts as they are now: {@code schemas/README.md} says when and how. */
  public static void main(String[] args) throws IOException {
    Path version = Files.createDirectories(RELEASED.resolve(args[0]));
    for (Schema contract : Topics.CONTRACTS) {
      Files.writeString(
          version.resolve(contract.getName() + ".avsc"), contract.toString(true) + "\n");
    }
  }
}
