package dev.chasqui.e2e.security;

import dev.chasqui.inbound.InboundService;
import dev.chasqui.relay.RelayService;
import dev.chasqui.sender.SenderService;

/** The services, each with a user of its own. */
enum SecuredService {
  SENDER("sender", SenderService.class),
  INBOUND("inbound", InboundService.class),
  RELAY("relay", RelayService.class);

  private final String config;
  private final Class<?> service;

  SecuredService(String config, Class<?> service) {
    this.config = config;
    this.service = service;
  }

  /** The name of its configuration file, without the ending. */
  String config() {
    return config;
  }

  Class<?> service() {
    return service;
  }

  String user() {
    return "chasqui-" + config;
  }
}
