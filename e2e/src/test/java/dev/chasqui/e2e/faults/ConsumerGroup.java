package dev.chasqui.e2e.faults;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.awaitility.Awaitility;

/**
 * The consumers of all senders, as the broker sees them.
 *
 * @param kafka bootstrap servers
 */
record ConsumerGroup(String kafka) {

  private static final String NAME = "chasqui-sender";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** The ids of its members; one that leaves and comes back has another. */
  Set<String> members() {
    return description().members().stream()
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  /** Waits until the group is in a state. */
  void await(GroupState state) {
    Awaitility.await("the group is in state " + state)
        .atMost(LIMIT)
        .until(() -> description().groupState() == state);
  }

  /** Waits until it has so many members, each with its partitions. */
  void awaitStable(int members) {
    Awaitility.await("a stable group of " + members)
        .atMost(LIMIT)
        .until(() -> isStable(description(), members));
  }

  private static boolean isStable(ConsumerGroupDescription group, int members) {
    return group.groupState() == GroupState.STABLE && group.members().size() == members;
  }

  private ConsumerGroupDescription description() {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka))) {
      return Objects.requireNonNull(
          admin.describeConsumerGroups(Set.of(NAME)).all().get().get(NAME));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
