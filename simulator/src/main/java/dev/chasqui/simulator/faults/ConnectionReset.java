package dev.chasqui.simulator.faults;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Lets a fault reset the connection of its request; put into Tomcat's pipeline as a valve. */
public final class ConnectionReset extends ValveBase {
  private static final String ATTRIBUTE = ConnectionReset.class.getName();

  public ConnectionReset() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(
        ATTRIBUTE, request.getCoyoteRequest().getNote(ResettableProtocol.RESET_NOTE));
    getNext().invoke(request, response);
  }

  static void reset(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Runnable reset) {
      reset.run();
    }
  }
}
