package dev.chasqui.access;

import dev.chasqui.access.rate.AddressRanges;
import dev.chasqui.access.rate.ClientAddresses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpStatus;

/** From which address requests come, also through proxies of ours. Thread-safe. */
final class RequestAddress {

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final ClientAddresses clients;

  RequestAddress(ClientAddresses clients) {
    this.clients = clients;
  }

  /** Under which name a request is counted. */
  String name(HttpServletRequest request) {
    return clients.nameOf(request.getRemoteAddr(), forwardedFor(request));
  }

  /**
   * @param allowed addresses and networks; none for all
   * @throws ApiException 403 if the request comes from elsewhere
   */
  void refuseUnlessAmong(List<String> allowed, HttpServletRequest request) {
    if (!allowed.isEmpty() && !isAmong(AddressRanges.of(allowed), request)) {
      throw ApiException.of(HttpStatus.FORBIDDEN, "ip_not_allowed", EdgeText.IP_NOT_ALLOWED);
    }
  }

  private boolean isAmong(AddressRanges allowed, HttpServletRequest request) {
    return clients
        .addressOf(request.getRemoteAddr(), forwardedFor(request))
        .filter(allowed::contain)
        .isPresent();
  }

  private static List<String> forwardedFor(HttpServletRequest request) {
    return Collections.list(request.getHeaders(FORWARDED_FOR));
  }
}
