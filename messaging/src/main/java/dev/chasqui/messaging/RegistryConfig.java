package dev.chasqui.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Where the schema registry is and how to reach it. Immutable; prints without secrets. */
public final class RegistryConfig {

  private final List<RegistryEndpoint> endpoints;
  private final @Nullable Credentials userInfo;
  private final Duration connectTimeout;
  private final Duration requestTimeout;

  private RegistryConfig(
      List<RegistryEndpoint> endpoints,
      @Nullable Credentials userInfo,
      Duration connectTimeout,
      Duration requestTimeout) {
    this.endpoints = endpoints;
    this.userInfo = userInfo;
    this.connectTimeout = connectTimeout;
    this.requestTimeout = requestTimeout;
  }

  /**
   * Reads URLs only; everything else is as by default.
   *
   * @param urls one or more base URLs, separated by commas; user info in them is used
   * @throws ConfigException if there is none, or one is malformed
   */
  public static RegistryConfig of(String urls) {
    return from(Map.of(AvroConfig.REGISTRY_URL, urls));
  }

  /**
   * Reads settings as they are given to Kafka clients.
   *
   * @param configs settings under Confluent's names, see {@link AvroConfig}; others are ignored
   * @throws ConfigException naming the key that is missing or wrong
   */
  public static RegistryConfig from(Map<String, ?> configs) {
    return from(AvroConfig.parse(configs));
  }

  static RegistryConfig from(AvroConfig config) {
    return new RegistryConfig(
        RegistryEndpoint.parseList(AvroConfig.REGISTRY_URL, config.string(AvroConfig.REGISTRY_URL)),
        userInfo(config),
        Duration.ofMillis(config.integer(AvroConfig.CONNECT_TIMEOUT_MS)),
        Duration.ofMillis(config.integer(AvroConfig.READ_TIMEOUT_MS)));
  }

  private static @Nullable Credentials userInfo(AvroConfig config) {
    if ("URL".equals(config.string(AvroConfig.CREDENTIALS_SOURCE))) {
      return null;
    }
    Password password = config.password(AvroConfig.USER_INFO);
    if (password == null || password.value().indexOf(':') < 1) {
      throw new ConfigException(
          AvroConfig.USER_INFO
              + " must be user:password when "
              + AvroConfig.CREDENTIALS_SOURCE
              + " is USER_INFO");
    }
    return new Credentials(password.value());
  }

  List<RegistryEndpoint> endpoints() {
    return endpoints;
  }

  /** What to authenticate with at an endpoint, or null for nothing. */
  @Nullable Credentials credentialsFor(RegistryEndpoint endpoint) {
    return userInfo == null ? endpoint.urlCredentials() : userInfo;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration requestTimeout() {
    return requestTimeout;
  }

  @Override
  public String toString() {
    return "RegistryConfig" + endpoints;
  }
}
