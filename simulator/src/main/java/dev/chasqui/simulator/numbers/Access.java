package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.GraphRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;

/** Who may do what: a token opens the numbers that have it. Thread-safe. */
public final class Access {
  private final Numbers numbers;

  Access(Numbers numbers) {
    this.numbers = numbers;
  }

  /**
   * The number, if the request's token opens it.
   *
   * @throws dev.chasqui.simulator.graph.GraphException 190, 104 or 0 for the token; 100/33 for a
   *     number that this token does not see
   */
  public BusinessNumber number(HttpServletRequest request, String phoneNumberId) {
    var token = token(request);
    var number = numbers.find(phoneNumberId);
    if (number.isPresent() && number.get().accessToken().equals(token)) {
      return number.get();
    }
    requireKnown(token);
    throw GraphError.unknownObject(phoneNumberId).toException();
  }

  /** The numbers that the request's token opens: at least one. */
  public List<BusinessNumber> numbers(HttpServletRequest request) {
    var token = token(request);
    requireKnown(token);
    return opened(token);
  }

  private static String token(HttpServletRequest request) {
    var token = GraphRequests.token(request);
    if (token == null || token.isEmpty()) {
      throw GraphError.noToken(Objects.equals(request.getMethod(), "GET")).toException();
    }
    return token;
  }

  private void requireKnown(String token) {
    if (opened(token).isEmpty()) {
      throw GraphError.badToken().toException();
    }
  }

  private List<BusinessNumber> opened(String token) {
    return numbers.all().stream().filter(n -> n.accessToken().equals(token)).toList();
  }
}
