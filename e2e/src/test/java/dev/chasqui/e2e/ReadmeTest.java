package dev.chasqui.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what is run: its code is in the examples, its links lead somewhere. */
class ReadmeTest {

  private static final Path ROOT = Project.directory();
  private static final Pattern BLOCK = Pattern.compile("```(js|java)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\n");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  @Test
  void itsCodeIsInTheExamplesThatTestsRun() throws IOException {
    String examples = examples();

    List<String> paragraphs = paragraphsOfCode();

    assertThat(paragraphs).hasSizeGreaterThan(4);
    assertThat(paragraphs).allSatisfy(shown -> assertThat(examples).contains(shown));
  }

  @Test
  void itsLinksLeadSomewhere() throws IOException {
    List<String> links =
        LINK.matcher(readme())
            .results()
            .map(found -> found.group(1).replaceFirst("#.*", ""))
            .distinct()
            .toList();

    assertThat(links).hasSizeGreaterThan(5);
    assertThat(links).allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  private static List<String> paragraphsOfCode() throws IOException {
    List<String> paragraphs = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(readme()).results().toList()) {
      for (String paragraph : PARAGRAPHS.splitAsStream(block.group(2)).toList()) {
        paragraphs.add(unindented(paragraph));
      }
    }
    return paragraphs;
  }

  private static String examples() throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.walk(ROOT.resolve("docs/examples"))) {
      for (Path file : files.filter(ReadmeTest::isCode).toList()) {
        text.append(unindented(Files.readString(file))).append('\n');
      }
    }
    return text.toString();
  }

  private static boolean isCode(Path file) {
    boolean installed = file.toString().contains("node_modules");
    return !installed && file.toString().matches(".*\\.(mjs|java)");
  }

  private static String unindented(String code) {
    return code.strip().replaceAll("(?m)^ +", "");
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
