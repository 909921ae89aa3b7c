package dev.chasqui.sender.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StragglersTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Stragglers stragglers = new Stragglers(nanos::get);

  @Test
  void oneOfThoseHeldUpTogetherMayPass() {
    assertThat(stragglers.mayPass("1")).isTrue();
    assertThat(stragglers.mayPass("1")).isFalse();
    assertThat(stragglers.mayPass("2")).isTrue();
  }

  @Test
  void anotherOneASecondLater() {
    assertThat(stragglers.mayPass("1")).isTrue();
    nanos.addAndGet(Stragglers.APART.toNanos() - 1);
    assertThat(stragglers.mayPass("1")).isFalse();
    nanos.addAndGet(1);
    assertThat(stragglers.mayPass("1")).isTrue();
  }
}
