package dev.chasqui.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Where files that come inside calls are in a standalone installation. */
class UploadsTest {

  private static String directory(Map<String, Object> environment) {
    try (var context =
        new SpringApplicationBuilder(UploadsTest.class)
            .web(WebApplicationType.NONE)
            .properties(environment)
            .run("--spring.config.name=" + Services.CONFIGURATIONS)) {
      return String.valueOf(
          context.getEnvironment().getProperty("chasqui.sender.uploads.directory"));
    }
  }

  @Test
  void theyAreWithTheStateUnlessTheUserSaysOtherwise() {
    assertThat(directory(Map.of("chasqui.home", "/srv/chasqui"))).isEqualTo("/srv/chasqui/uploads");
    assertThat(
            directory(
                Map.of("chasqui.home", "/srv/chasqui", "CHASQUI_UPLOAD_DIRECTORY", "/mnt/files")))
        .isEqualTo("/mnt/files");
  }
}
