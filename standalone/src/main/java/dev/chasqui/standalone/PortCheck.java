package dev.chasqui.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Finds taken ports before anything is started. */
final class PortCheck {

  private PortCheck() {}

  /**
   * @throws StartException naming the first port that is taken and its variable
   */
  static void run(List<Settings.Port> ports) {
    for (Settings.Port port : ports) {
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(port.host(), port.number()));
      } catch (IOException e) {
        throw new StartException(reason(port, e), e);
      }
    }
  }

  private static String reason(Settings.Port port, IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("in use")) {
      return port.taken();
    }
    return "%s cannot listen on %s:%d (CHASQUI_HOST, %s): %s"
        .formatted(port.part(), port.host(), port.number(), port.variable(), message);
  }
}
