package dev.chasqui.e2e.security;

import static java.util.Map.entry;

import dev.chasqui.e2e.Project;
import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * A broker with a listener for each {@link Login}, where nobody may do what no rule allows. What it
 * is made ready with comes by a listener that is open, and so does what a test looks at.
 */
final class SecuredKafka implements AutoCloseable {

  /** Who may do everything. */
  static final String ADMIN = "admin";

  private final Path directory;
  private final Certificates certificates;
  private final Path authority;
  private final Map<Login, Integer> ports = new EnumMap<>(Login.class);
  private final IdentityProvider provider;
  private final EmbeddedKafka kafka;

  SecuredKafka(Path directory, IdentityProvider provider) {
    this.directory = directory;
    this.certificates = new Certificates(directory);
    this.authority = certificates.authority();
    this.provider = provider;
    for (Login login : Login.values()) {
      ports.put(login, Ports.free());
    }
    // The services name the token endpoint themselves; the broker is no service.
    System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", provider.keysUrl());
    this.kafka = new OwnServers(directory).kafka(0, properties());
  }

  private Map<String, String> properties() {
    List<String> listeners = new ArrayList<>();
    List<String> protocols = new ArrayList<>();
    ports.forEach(
        (login, port) -> {
          listeners.add(login + "://127.0.0.1:" + port);
          protocols.add(login + ":" + login.protocol());
        });
    String scram = "listener.name.scram.";
    String oauth = "listener.name.oauthbearer.";
    String modules = "org.apache.kafka.common.security.";
    return Map.ofEntries(
        entry("listeners", String.join(",", listeners)),
        entry("advertised.listeners", String.join(",", listeners)),
        entry("listener.security.protocol.map", String.join(",", protocols)),
        entry("authorizer.class.name", StandardAuthorizer.class.getName()),
        entry("super.users", "User:ANONYMOUS;User:" + ADMIN),
        entry("ssl.keystore.type", "PEM"),
        entry("ssl.keystore.location", certificates.issue("broker").toString()),
        entry("ssl.truststore.type", "PEM"),
        entry("ssl.truststore.location", authority.toString()),
        entry("ssl.principal.mapping.rules", "RULE:^CN=([^,]+)$/$1/"),
        entry("listener.name.mtls.ssl.client.auth", "required"),
        entry(scram + "sasl.enabled.mechanisms", "SCRAM-SHA-512"),
        entry(
            scram + "scram-sha-512.sasl.jaas.config", modules + "scram.ScramLoginModule required;"),
        entry(oauth + "sasl.enabled.mechanisms", "OAUTHBEARER"),
        entry(
            oauth + "oauthbearer.sasl.jaas.config",
            modules + "oauthbearer.OAuthBearerLoginModule required;"),
        entry(
            oauth + "oauthbearer.sasl.server.callback.handler.class",
            modules + "oauthbearer.OAuthBearerValidatorCallbackHandler"),
        entry("sasl.oauthbearer.jwks.endpoint.url", provider.keysUrl()),
        entry("sasl.oauthbearer.expected.audience", IdentityProvider.AUDIENCE),
        entry("sasl.oauthbearer.expected.issuer", IdentityProvider.ISSUER));
  }

  /** Where clients with this login connect. */
  String bootstrapServers(Login login) {
    return "127.0.0.1:" + Objects.requireNonNull(ports.get(login));
  }

  /** The listener that is open. */
  String open() {
    return kafka.bootstrapServers();
  }

  /** Makes a user known in each way. */
  void addUser(String user) {
    setPassword(user, IdentityProvider.secretOf(user));
    certificates.issue(user);
  }

  void setPassword(String user, String secret) {
    ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
    UserScramCredentialAlteration password = new UserScramCredentialUpsertion(user, scram, secret);
    administer(admin -> admin.alterUserScramCredentials(List.of(password)).all());
  }

  /** Deletes all that is on a topic so far. */
  void deleteRecords(String topic) {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    Objects.requireNonNull(
            administer(admin -> admin.describeTopics(List.of(topic)).allTopicNames()).get(topic))
        .partitions()
        .forEach(
            it ->
                all.put(
                    new TopicPartition(topic, it.partition()), RecordsToDelete.beforeOffset(-1)));
    administer(admin -> admin.deleteRecords(all).all());
  }

  private <T> T administer(Function<Admin, KafkaFuture<T>> call) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", open()))) {
      return call.apply(admin).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The client properties of a user: the example in the docs with his name and secret. */
  Path clientConfig(Login login, String user) {
    return clientConfig(login, user, IdentityProvider.secretOf(user));
  }

  /** The same with a secret that may be wrong. */
  Path clientConfig(Login login, String user, String secret) {
    String example = login.name().toLowerCase(Locale.ROOT) + ".properties";
    String config =
        Project.read(Project.directory().resolve("docs/examples/kafka").resolve(example))
            .replace("chasqui-sender", user)
            .replace("CHANGE-ME", secret)
            .replace("/etc/chasqui/kafka-ca.pem", authority.toString())
            .replace("/etc/chasqui/", directory + "/")
            .replace("https://login.example.com/oauth2/token", provider.tokenUrl());
    try {
      return Files.writeString(Files.createTempFile(directory, user, example), config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
