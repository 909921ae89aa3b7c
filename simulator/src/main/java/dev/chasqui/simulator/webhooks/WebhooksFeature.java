package dev.chasqui.simulator.webhooks;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({Webhooks.class, WebhooksControl.class})
public class WebhooksFeature {}
