package dev.chasqui.embedded;

import java.io.Serial;

/** The port that a server was told to listen on is used by another process. */
public final class PortTakenException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String host;
  private final int port;

  PortTakenException(String server, String host, int port, Throwable cause) {
    super("%s cannot listen on %s:%d: the port is taken".formatted(server, host, port), cause);
    this.host = host;
    this.port = port;
  }

  /** The address that was asked for, never null. */
  public String host() {
    return host;
  }

  /** The port that was asked for. */
  public int port() {
    return port;
  }
}
