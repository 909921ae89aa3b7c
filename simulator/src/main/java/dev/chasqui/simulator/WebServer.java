package dev.chasqui.simulator;

import dev.chasqui.simulator.faults.ConnectionReset;
import dev.chasqui.simulator.faults.ResettableProtocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executors;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Tomcat on our own host and port, whatever server.port says: other applications of the same JVM or
 * environment may mean themselves by it.
 */
final class WebServer
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
  private static final int MAX_CONNECTIONS = 20_000;

  private final SimulatorProperties properties;

  WebServer(SimulatorProperties properties) {
    this.properties = properties;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setPort(properties.port());
    factory.setAddress(address());
    factory.setContextPath("");
    factory.setProtocol(ResettableProtocol.class.getName());
    factory.addContextValves(new ConnectionReset());
    factory.addConnectorCustomizers(connector -> tune(connector.getProtocolHandler()));
  }

  private static void tune(ProtocolHandler handler) {
    handler.setExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("simulator-", 0).factory()));
    if (handler instanceof AbstractProtocol<?> protocol) {
      protocol.setMaxConnections(MAX_CONNECTIONS);
    }
    if (handler instanceof ResettableProtocol http) {
      http.setMaxKeepAliveRequests(-1);
    }
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(properties.host());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "chasqui.simulator.host is not an address: " + properties.host(), e);
    }
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
