package dev.chasqui.simulator.graph;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({GraphErrorAdvice.class, ErrorPage.class, UnknownPaths.class})
public class GraphFeature {}
