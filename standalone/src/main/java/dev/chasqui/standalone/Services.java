package dev.chasqui.standalone;

import dev.chasqui.access.Secret;
import dev.chasqui.embedded.PostgresServer;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The three services in one application context. */
final class Services {

  /** Those named later overrule those before. */
  static final String CONFIGURATIONS = "chasqui,sender,inbound,relay,standalone";

  private Services() {}

  static ConfigurableApplicationContext start(
      Settings settings, PostgresServer postgres, Secret masterKey, Secret adminToken) {
    SpringApplication application = new SpringApplication(StandaloneApplication.class);
    application.setRegisterShutdownHook(false);
    application.setBannerMode(Banner.Mode.OFF);
    Map<String, Object> ours = properties(settings, postgres, masterKey);
    ours.put("chasqui.admin.token", adminToken.value());
    application.addInitializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("standalone", ours)));
    return application.run("--spring.config.name=" + CONFIGURATIONS);
  }

  private static Map<String, Object> properties(
      Settings settings, PostgresServer postgres, Secret masterKey) {
    var ports = settings.ports();
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.address", settings.host());
    properties.put("server.port", ports.rest());
    properties.put("management.server.address", settings.host());
    properties.put("management.server.port", ports.management());
    properties.put("chasqui.admin.host", Settings.LOOPBACK);
    properties.put("chasqui.admin.port", ports.admin());
    properties.put("spring.datasource.url", postgres.jdbcUrl("chasqui"));
    properties.put("spring.datasource.username", postgres.username());
    properties.put("spring.datasource.password", postgres.password());
    properties.put("chasqui.master-key", masterKey.value());
    properties.put("chasqui.kafka.bootstrap-servers", settings.host() + ":" + ports.kafka());
    // After a kill -9 the same members are back at once; else their partitions wait for a time-out.
    properties.put("chasqui.kafka.properties.group.instance.id", "standalone");
    properties.put("chasqui.schema-registry.url", registryUrl(settings));
    return properties;
  }

  static String registryUrl(Settings settings) {
    return "http://%s:%d/apis/ccompat/v7".formatted(settings.host(), settings.ports().registry());
  }
}
