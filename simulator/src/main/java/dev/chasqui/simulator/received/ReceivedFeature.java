package dev.chasqui.simulator.received;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({
  Received.class,
  Receipts.class,
  RateWindows.class,
  ReceivedControl.class,
  ReceiptsControl.class
})
public class ReceivedFeature {}
