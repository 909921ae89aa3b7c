package dev.chasqui.simulator.numbers;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({Numbers.class, Access.class, NumberKeeper.class, NumbersControl.class})
public class NumbersFeature {}
