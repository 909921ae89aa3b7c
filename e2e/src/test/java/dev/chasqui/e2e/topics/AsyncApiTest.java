package dev.chasqui.e2e.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chasqui.e2e.Command;
import dev.chasqui.e2e.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The AsyncAPI document against the schemas and the official parser. With {@code
 * -Dchasqui.docs.write=true} its schemas and examples are written instead of compared.
 */
class AsyncApiTest {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration INSTALL_LIMIT = Duration.ofMinutes(3);
  private static final List<String> FILES =
      List.of(".npmrc", "package.json", "package-lock.json", "validate.mjs");

  @Test
  void itsSchemasAndExamplesAreThoseOfTheCode() throws IOException {
    if (Boolean.getBoolean("chasqui.docs.write")) {
      Files.writeString(AsyncApi.FILE, AsyncApi.made());
    } else {
      assertThat(AsyncApi.text()).isEqualTo(AsyncApi.made());
    }
  }

  @Test
  void theOfficialParserFindsNothingWrong(@TempDir Path directory) throws IOException {
    assumeTrue(
        Command.exists("node") && Command.exists("npm"),
        "NOT RUN: AsyncAPI's parser needs node and npm; apt-get install nodejs npm");
    Path parser = Project.directory().resolve("e2e/src/test/node/asyncapi");
    for (String file : FILES) {
      Files.copy(parser.resolve(file), directory.resolve(file));
    }
    Command command = new Command(directory, Map.of());
    // Without scripts: one of the packages would report that it is installed.
    Command.Ended installed =
        command.run(INSTALL_LIMIT, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    assertThat(installed.exitCode()).as(installed.output()).isZero();

    Command.Ended ended = command.run(LIMIT, "node", "validate.mjs", AsyncApi.FILE.toString());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("valid AsyncAPI 3.1.0: 5 channels");
  }
}
