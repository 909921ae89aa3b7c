package dev.chasqui.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The configuration of one small node that is all of the cluster. */
final class KafkaProperties {
  private static final int NODE = 1;
  private static final Set<String> LISTED =
      Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");

  private KafkaProperties() {}

  static Properties of(Path dataDir, Address address, Map<String, String> more) {
    // The voters are named here and not in the data, so that each start may choose a free port.
    Address controller = Address.freeOn("127.0.0.1");
    Properties properties = new Properties();
    properties.putAll(cluster(controller, address));
    properties.putAll(behaviour());
    properties.putAll(small());
    properties.put("log.dirs", dataDir.resolve("log").toString());
    more.forEach(
        (name, value) ->
            properties.merge(
                name, value, (own, other) -> LISTED.contains(name) ? own + "," + other : other));
    return properties;
  }

  private static Map<String, String> cluster(Address controller, Address address) {
    return Map.of(
        "process.roles", "broker,controller",
        "node.id", "" + NODE,
        "controller.quorum.voters", NODE + "@" + controller,
        "controller.listener.names", "CONTROLLER",
        "listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller,
        "advertised.listeners", "PLAINTEXT://" + address,
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
  }

  private static Map<String, String> behaviour() {
    return Map.of(
        "auto.create.topics.enable", "false",
        "default.replication.factor", "1",
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        // After a kill -9, the node must wait until its own earlier session has ended.
        "broker.session.timeout.ms", "3000",
        "broker.heartbeat.interval.ms", "500",
        // A consumer gets its partitions at once, not after waiting for others to join.
        "group.initial.rebalance.delay.ms", "0");
  }

  private static Map<String, String> small() {
    return Map.of(
        "offsets.topic.num.partitions", "1",
        "transaction.state.log.num.partitions", "1",
        "share.coordinator.state.topic.num.partitions", "1",
        "num.network.threads", "2",
        "num.io.threads", "2",
        "background.threads", "2",
        "log.segment.bytes", "" + (64 << 20),
        "log.index.size.max.bytes", "" + (1 << 20),
        "log.cleaner.dedupe.buffer.size", "" + (8 << 20),
        "metadata.log.segment.bytes", "" + (16 << 20));
  }
}
