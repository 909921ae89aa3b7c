package dev.chasqui.testing;

import java.util.Optional;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Starts each server once, in a container; Testcontainers removes them when the JVM ends. */
final class SharedContainers {
  private final Shared<KafkaContainer> kafka = new Shared<>();
  private final Shared<PostgreSQLContainer> postgres = new Shared<>();

  TestKafka kafka() {
    return new TestKafka(kafka.get(SharedContainers::newKafka).getBootstrapServers());
  }

  TestDatabase newDatabase(String name) {
    PostgreSQLContainer server = postgres.get(SharedContainers::newPostgres);
    database(server, server.getDatabaseName()).execute("create database " + name);
    return database(server, name);
  }

  private static TestDatabase database(PostgreSQLContainer server, String name) {
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(
                server.getHost(), server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), name);
    return new TestDatabase(url, server.getUsername(), server.getPassword());
  }

  private static KafkaContainer newKafka() {
    KafkaContainer container =
        new KafkaContainer(image("kafka", "CHASQUI_TEST_KAFKA_IMAGE", "apache/kafka"))
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    container.start();
    return container;
  }

  private static PostgreSQLContainer newPostgres() {
    PostgreSQLContainer container =
        new PostgreSQLContainer(image("postgres", "CHASQUI_TEST_POSTGRES_IMAGE", "postgres"))
            .withUsername("postgres")
            .withPassword(UUID.randomUUID().toString())
            .withDatabaseName("postgres");
    container.start();
    return container;
  }

  /** The image of a service in docker-compose.yml, unless a variable names another. */
  private static DockerImageName image(String service, String variable, String official) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException(
          "Tests with containers need a container engine, and none answers; start Docker, or say"
              + " where it is with DOCKER_HOST");
    }
    String name =
        Optional.ofNullable(System.getenv(variable)).orElseGet(() -> ComposeImages.of(service));
    return DockerImageName.parse(name).asCompatibleSubstituteFor(official);
  }
}
