package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

class BodyLimitTest {

  @Test
  void noTenantTakesMoreThanHalfOfTheTurnsThatOthersLeave() {
    Turns turns = new Turns(4);

    assertThat(turns.await("one", Duration.ZERO)).isTrue();
    assertThat(turns.await("one", Duration.ZERO)).isTrue();
    assertThat(turns.await("one", Duration.ZERO)).as("a third").isFalse();
    assertThat(turns.await("two", Duration.ZERO)).isTrue();
    assertThat(turns.await("two", Duration.ZERO)).as("half of two").isFalse();
    assertThat(turns.await("three", Duration.ZERO)).isTrue();
    assertThat(turns.await("four", Duration.ZERO)).as("there are no more").isFalse();

    turns.end("one");
    assertThat(turns.await("four", Duration.ZERO)).isTrue();
  }

  @Test
  void aTurnEndsOnce() {
    Turns turns = new Turns(2);
    var request = new MockHttpServletRequest();
    assertThat(turns.await("one", Duration.ZERO)).isTrue();
    BodyTurn turn = BodyTurn.of(request, turns, "one");

    BodyTurn.end(request);
    assertThat(turns.await("one", Duration.ZERO)).as("the next call's").isTrue();
    turn.end();

    assertThat(turns.await("one", Duration.ZERO)).as("the next call's is not over").isFalse();
  }

  @Test
  void aBodyThatDoesNotArriveInTimeIsRefused() throws IOException {
    LimitedRequest inTime = request(Duration.ofMinutes(1));
    LimitedRequest late = request(Duration.ofNanos(-1));

    assertThat(inTime.getInputStream().readAllBytes()).hasSize(10);
    assertThatThrownBy(() -> late.getInputStream().readAllBytes())
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> assertThat(refused.status()).isEqualTo(HttpStatus.REQUEST_TIMEOUT));
  }

  private static LimitedRequest request(Duration timeToArrive) {
    var request = new MockHttpServletRequest();
    request.setContent(new byte[10]);
    return new LimitedRequest(
        request, BodyLimit.of(new LargerBody("/", 10, 1, Duration.ZERO, timeToArrive)));
  }
}
