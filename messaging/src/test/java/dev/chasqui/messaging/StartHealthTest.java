package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class StartHealthTest {

  private final CompletableFuture<Void> topics = new CompletableFuture<>();
  private final CompletableFuture<Void> contracts = new CompletableFuture<>();
  private final StartHealth health = new StartHealth(List.of(topics, contracts));

  @Test
  void itIsOutOfServiceUntilAllIsWell() {
    assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    topics.complete(null);
    assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    contracts.complete(null);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void whatFailedForGoodIsNotWell() {
    topics.complete(null);
    contracts.completeExceptionally(new IllegalStateException());
    assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
  }
}
