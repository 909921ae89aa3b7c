package dev.chasqui.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where everything listens and keeps its state. Immutable.
 *
 * @param home the state: databases, topics, schemas, logs, credentials
 * @param host the address that all but PostgreSQL and the admin API listen on and are reached at
 * @param detached whether nobody watches the console
 */
record Settings(Path home, String host, Ports ports, boolean detached) {

  /** Of what is never reachable from elsewhere: the database and the admin API. */
  static final String LOOPBACK = "127.0.0.1";

  /** The ports, each named after its part. */
  record Ports(
      int rest, int kafka, int registry, int simulator, int postgres, int management, int admin) {}

  /**
   * One port.
   *
   * @param variable the environment variable that sets it
   * @param ownProcess whether it is used by a process other than this JVM
   */
  record Port(String part, String variable, String host, int number, boolean ownProcess) {

    String taken() {
      return "%s cannot start: port %d is taken. Stop what uses it, or choose another: %s=%d ./chasqui up"
          .formatted(part, number, variable, number < 50_000 ? number + 10_000 : number - 10_000);
    }
  }

  /**
   * @throws StartException naming the variable that is wrong
   */
  static Settings of(Path home, Map<String, String> environment) {
    Ports ports =
        new Ports(
            port(environment, "CHASQUI_PORT", 3000),
            port(environment, "CHASQUI_KAFKA_PORT", 9092),
            port(environment, "CHASQUI_REGISTRY_PORT", 8081),
            port(environment, "CHASQUI_SIMULATOR_PORT", 3100),
            port(environment, "CHASQUI_POSTGRES_PORT", 5433),
            port(environment, "CHASQUI_MANAGEMENT_PORT", 9464),
            port(environment, "CHASQUI_ADMIN_PORT", 3001));
    Settings settings =
        new Settings(
            home.toAbsolutePath(),
            host(environment.get("CHASQUI_HOST")),
            ports,
            "true".equals(environment.get("CHASQUI_DETACHED")));
    settings.checkDistinct();
    return settings;
  }

  private static String host(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return LOOPBACK;
    }
    if ("0.0.0.0".equals(given) || given.contains(":")) {
      throw new StartException(
          "CHASQUI_HOST is %s, but Kafka's clients must reach it there: give a host name or the IPv4 address of one interface"
              .formatted(given));
    }
    return given;
  }

  private static int port(Map<String, String> environment, String variable, int standard) {
    String given = environment.get(variable);
    if (given == null || given.isBlank()) {
      return standard;
    }
    if (given.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(given);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    }
    throw new StartException("%s is %s, not a port from 1 to 65535".formatted(variable, given));
  }

  private void checkDistinct() {
    List<Port> all = allPorts();
    for (int i = 0; i < all.size(); i++) {
      for (Port other : all.subList(0, i)) {
        if (other.number() == all.get(i).number()) {
          throw new StartException(
              "%s and %s are both %d; give each its own port"
                  .formatted(other.variable(), all.get(i).variable(), other.number()));
        }
      }
    }
  }

  /** In the order in which a user meets them. */
  List<Port> allPorts() {
    return List.of(
        new Port("REST", "CHASQUI_PORT", host, ports.rest, false),
        new Port("Kafka", "CHASQUI_KAFKA_PORT", host, ports.kafka, false),
        new Port("The schema registry", "CHASQUI_REGISTRY_PORT", host, ports.registry, true),
        new Port("The simulator", "CHASQUI_SIMULATOR_PORT", host, ports.simulator, false),
        new Port("PostgreSQL", "CHASQUI_POSTGRES_PORT", LOOPBACK, ports.postgres, true),
        new Port("The management port", "CHASQUI_MANAGEMENT_PORT", host, ports.management, false),
        new Port("The admin API", "CHASQUI_ADMIN_PORT", LOOPBACK, ports.admin, false));
  }

  Path log(String name) {
    return home.resolve("log").resolve(name);
  }
}
