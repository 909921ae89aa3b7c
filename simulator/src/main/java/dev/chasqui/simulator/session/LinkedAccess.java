package dev.chasqui.simulator.session;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.numbers.Access;
import dev.chasqui.simulator.numbers.BusinessNumber;
import jakarta.servlet.http.HttpServletRequest;

/** Opens linked-device numbers. For others this extension is absent, as at Meta. Thread-safe. */
final class LinkedAccess {
  private final Access access;

  LinkedAccess(Access access) {
    this.access = access;
  }

  /** The number; an unknown path when it is not a linked-device number. */
  BusinessNumber number(HttpServletRequest request, String phoneNumberId) {
    var number = access.number(request, phoneNumberId);
    if (!number.linked()) {
      throw GraphError.unknownPath(request.getRequestURI()).toException();
    }
    return number;
  }
}
