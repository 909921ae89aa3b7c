package dev.chasqui.testing;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** The images that {@code docker-compose.yml} runs. */
public final class ComposeImages {
  private ComposeImages() {}

  /** The name with the tag, such as {@code postgres:18}, of one of its services. */
  public static String of(String service) {
    Path project = Path.of(System.getProperty("chasqui.project.dir", ""));
    YamlPropertiesFactoryBean file = new YamlPropertiesFactoryBean();
    file.setResources(new FileSystemResource(project.resolve("docker-compose.yml")));
    Properties compose = Objects.requireNonNull(file.getObject());
    String name = compose.getProperty("services.%s.image".formatted(service));
    return Objects.requireNonNull(name, service);
  }
}
