package dev.chasqui.messaging;

import java.util.List;
import java.util.concurrent.Future;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Out of service until all that a service needs was found well once. It stays up after that: what
 * goes away then does so for all instances at once. Thread-safe.
 */
final class StartHealth implements HealthIndicator {

  private final List<? extends Future<?>> awaited;

  /**
   * @param awaited each succeeds once something is well
   */
  StartHealth(List<? extends Future<?>> awaited) {
    this.awaited = List.copyOf(awaited);
  }

  @Override
  public Health health() {
    boolean well = awaited.stream().allMatch(it -> it.state() == Future.State.SUCCESS);
    return well ? Health.up().build() : Health.outOfService().build();
  }
}
