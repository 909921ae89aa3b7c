package dev.chasqui.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.ComposeImages;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

/** What runs in containers is what tests and {@code ./chasqui up} run. */
class ImagesTest {

  @Test
  void theBrokerIsThatOfTheTests() {
    assertThat(ComposeImages.of("kafka")).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
  }

  @Test
  void theDatabaseIsOfTheSameMajorVersion() throws IOException {
    assertThat(property("postgres-binaries.version"))
        .startsWith(ComposeImages.of("postgres").replace("postgres:", "") + ".");
  }

  @Test
  void theRegistryIsThatOfTheTests() throws IOException {
    assertThat(ComposeImages.of("registry"))
        .isEqualTo("apicurio/apicurio-registry:" + property("apicurio.version"));
  }

  private static String property(String name) throws IOException {
    String pom = Files.readString(Project.directory().resolve("pom.xml"));
    Matcher matcher = Pattern.compile("<%s>(.*)</".formatted(Pattern.quote(name))).matcher(pom);
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }
}
