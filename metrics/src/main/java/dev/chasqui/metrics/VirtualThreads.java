package dev.chasqui.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import java.util.function.ToDoubleFunction;
import jdk.management.VirtualThreadSchedulerMXBean;

/** How busy the threads are that carry the virtual ones, and how many of these wait for one. */
public final class VirtualThreads implements MeterBinder {

  private final VirtualThreadSchedulerMXBean scheduler =
      ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

  @Override
  public void bindTo(MeterRegistry meters) {
    threads(meters, "mounted", VirtualThreadSchedulerMXBean::getMountedVirtualThreadCount);
    threads(meters, "queued", VirtualThreadSchedulerMXBean::getQueuedVirtualThreadCount);
    Gauge.builder("chasqui.virtual.parallelism", scheduler, it -> it.getParallelism())
        .description("How many virtual threads can run at once")
        .register(meters);
  }

  private void threads(
      MeterRegistry meters, String state, ToDoubleFunction<VirtualThreadSchedulerMXBean> value) {
    Gauge.builder("chasqui.virtual.threads", scheduler, value)
        .tag("state", state)
        .description("Virtual threads that run or wait to run; those that wait for I/O aside")
        .register(meters);
  }
}
