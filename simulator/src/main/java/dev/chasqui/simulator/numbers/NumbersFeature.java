package dev.chasqui.simulator.numbers;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({
  Numbers.class,
  Access.class,
  NumberKeeper.class,
  NumbersControl.class,
  NodesController.class,
  PhoneNumberNode.class,
  PhoneNumberController.class,
  Registrations.class,
  Health.class,
  ProfileController.class,
  WabaController.class
})
public class NumbersFeature {}
