package dev.chasqui.simulator.messages;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({
  Recipients.class,
  SendRules.class,
  RateLimits.class,
  LateFailures.class,
  LinkChecks.class,
  Sender.class,
  ReadMarks.class,
  MessagesController.class
})
public class MessagesFeature {}
