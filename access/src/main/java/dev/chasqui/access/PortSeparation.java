package dev.chasqui.access;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Objects;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Lets the admin API's paths through at its own port only, and nothing else there. It tells the
 * ports apart by the connector that took the call, which nothing in the call can feign, and reads
 * the path as it is after decoding.
 */
final class PortSeparation extends ValveBase {

  private static final String ADMIN = "/admin";
  private static final Refusal NOTHING_HERE = Refusal.of("not_found", EdgeText.NOTHING_HERE);

  private final @Nullable Connector admin;

  /**
   * @param admin takes the admin API's calls; null if none does
   */
  PortSeparation(@Nullable Connector admin) {
    super(true);
    this.admin = admin;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    boolean atAdminPort = Objects.equals(request.getConnector(), admin);
    if (isAdmin(request.getDecodedRequestURI()) == atAdminPort) {
      getNext().invoke(request, response);
    } else {
      ErrorBody.write(request, response, HttpStatus.NOT_FOUND, NOTHING_HERE);
    }
  }

  /** A request that cannot be read has no path. */
  private static boolean isAdmin(@Nullable String path) {
    return path != null && (path.equals(ADMIN) || path.startsWith(ADMIN + "/"));
  }
}
