package dev.chasqui.simulator.received;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({Received.class, RateWindows.class, ReceivedControl.class})
public class ReceivedFeature {}
