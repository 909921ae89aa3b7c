package dev.chasqui.simulator.faults;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({Faults.class, FaultsControl.class, FaultAdvice.class})
public class FaultsFeature {}
