package dev.chasqui.simulator.session;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({
  Sessions.class,
  SessionWebhooks.class,
  LinkedAccess.class,
  SessionController.class,
  ContactsController.class,
  SessionControl.class,
  ExtensionDocument.class
})
public class SessionFeature {}
