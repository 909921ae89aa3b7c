package dev.chasqui.simulator.chat;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({
  People.class,
  Wamids.class,
  Inbound.class,
  Statuses.class,
  Replies.class,
  Conversations.class,
  ChatControl.class
})
public class ChatFeature {}
