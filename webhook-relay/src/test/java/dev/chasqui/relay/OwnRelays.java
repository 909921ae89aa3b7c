package dev.chasqui.relay;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.testing.ConsumerGroup;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Relays on a broker and a database of a test's own, since one broker's relays share its events.
 */
final class OwnRelays implements AutoCloseable {

  private final OwnServers servers;
  private final EmbeddedKafka kafka;
  private final TestDatabase database;
  private final List<RelayFixture> running = new ArrayList<>();
  private PostgresServer postgres;

  OwnRelays(Path directory) {
    this.servers = new OwnServers(directory);
    this.kafka = servers.kafka(0);
    this.postgres = servers.postgres(0);
    this.database = TestServers.newDatabase(postgres);
  }

  String databaseUrl() {
    return database.jdbcUrl();
  }

  RelayFixture start(Map<String, String> settings) {
    RelayFixture relay = RelayFixture.on(database, kafka.bootstrapServers(), settings);
    running.add(relay);
    return relay;
  }

  void stop(RelayFixture relay) {
    relay.close();
    running.remove(relay);
  }

  /** Their consumers of events. */
  ConsumerGroup consumers() {
    return new ConsumerGroup(kafka.bootstrapServers(), "chasqui-relay");
  }

  void stopDatabase() {
    postgres.close();
  }

  void startDatabase() {
    postgres = servers.postgres(postgres.port());
  }

  @Override
  public void close() {
    running.forEach(RelayFixture::close);
    postgres.close();
    kafka.close();
  }
}
