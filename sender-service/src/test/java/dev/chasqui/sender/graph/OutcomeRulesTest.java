package dev.chasqui.sender.graph;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.GraphErrorCodes;
import dev.chasqui.sender.graph.SendOutcome.Accepted;
import dev.chasqui.sender.graph.SendOutcome.NotCalled;
import dev.chasqui.sender.graph.SendOutcome.NotYet;
import dev.chasqui.sender.graph.SendOutcome.Refused;
import dev.chasqui.sender.graph.SendOutcome.Scope;
import dev.chasqui.sender.graph.SendOutcome.TryOtherForm;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import dev.chasqui.testing.DocTable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules are what {@code docs/outcomes.md} says, and nothing that it does not say. */
class OutcomeRulesTest {

  private static final String PAGE = "docs/outcomes.md";

  /** A row of the page: what a failure ends as, and what follows. */
  private record Row(String outcome, String code, String circuit, String next) {

    static Row of(Map<String, String> cells) {
      return new Row(
          cells.getOrDefault("outcome", ""),
          cells.getOrDefault("our code", ""),
          cells.getOrDefault("circuit", ""),
          cells.getOrDefault("what happens next", ""));
    }

    static Row of(SendOutcome outcome) {
      String circuit = OutcomeRules.isEndpointFault(outcome) ? "fault" : "–";
      return switch (outcome) {
        case Accepted _, TryOtherForm _, NotCalled _ ->
            throw new AssertionError("not of a failure");
        case Refused refused -> new Row("REJECTED", refused.code(), circuit, next(refused));
        case NotYet notYet -> new Row("HELD", notYet.code(), circuit, next(notYet));
        case Unknown unknown -> new Row("UNKNOWN", unknown.code(), circuit, "in doubt");
      };
    }

    private static String next(Refused refused) {
      return Integer.valueOf(131026).equals(refused.providerCode())
          ? "the number's other form if it has one, once; else final"
          : "final";
    }

    private static String next(NotYet notYet) {
      String asked = notYet.after() == null ? null : notYet.after().toSeconds() + " s";
      return switch (notYet.scope()) {
            case MESSAGE -> requireNonNullElse(asked, "2^n s");
            case RECIPIENT -> "the recipient waits " + requireNonNullElse(asked, "4^n s");
            case ACCOUNT -> "the account waits " + requireNonNullElse(asked, "2^n s");
            case ACCOUNT_PACE ->
                "the account waits " + requireNonNullElse(asked, "1 s") + " and slows down";
          }
          + ", then again";
    }
  }

  static List<Map<String, String>> codes() {
    return DocTable.rows(PAGE, "WhatsApp's codes");
  }

  static List<Map<String, String>> stages() {
    return DocTable.rows(PAGE, "No answer, or one without a Graph error");
  }

  @ParameterizedTest
  @MethodSource("codes")
  void aCodeMeansWhatThePageSays(Map<String, String> cells) {
    String http = cells.getOrDefault("HTTP", "");
    int status = http.equals("–") ? 400 : Integer.parseInt(http);

    assertThat(numbers(cells))
        .allSatisfy(
            code -> {
              assertThat(Row.of(ofCode(code, status, null))).isEqualTo(Row.of(cells));
              assertThat(GraphErrorCodes.stableCode(code)).isEqualTo(cells.get("our code"));
            });
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aStageMeansWhatThePageSays(Map<String, String> cells) {
    String stage = cells.getOrDefault("stage", "");
    SendOutcome outcome =
        stage.matches("[345].*")
            ? OutcomeRules.ofAnswer(
                Integer.parseInt(stage.substring(0, 3).replace('x', '0')), null, null)
            : ofExchange(cells);

    assertThat(Row.of(outcome)).isEqualTo(Row.of(cells));
  }

  /** Which stage it is, the sender's own test finds out; here it is what follows from it. */
  private static SendOutcome ofExchange(Map<String, String> cells) {
    return switch (cells.getOrDefault("our code", "")) {
      case "provider_unreachable" -> OutcomeRules.ofBrokenExchange(false, "");
      case "no_answer" -> OutcomeRules.ofBrokenExchange(true, "");
      default -> OutcomeRules.ofSuccessWithoutId();
    };
  }

  @Test
  void aCodeThatThePageDoesNotListIsARefusalUnlessItsStatusSaysMore() {
    Set<Integer> listed = new HashSet<>();
    codes().forEach(cells -> listed.addAll(numbers(cells)));
    for (int code = 0; code < 150_000; code++) {
      if (!listed.contains(code)) {
        SendOutcome refused = new Refused(unlisted(code), "title: details", code);
        assertThat(ofCode(code, 400, null)).isEqualTo(refused);
        assertThat(ofCode(code, 500, null)).isInstanceOf(Unknown.class);
      }
    }
  }

  private static String unlisted(int code) {
    return switch (code / 1000) {
      case 132 -> "template_rejected";
      case 133 -> "account_restricted";
      default -> "provider_refused";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "4, 400, throttled, ACCOUNT_PACE",
    "4, 429, throttled, ACCOUNT_PACE",
    "130429, 429, throttled, ACCOUNT_PACE",
    "131056, 400, recipient_throttled, RECIPIENT",
    "131057, 500, throttled, ACCOUNT",
    "613, 429, throttled, ACCOUNT_PACE",
    "131009, 429, throttled, ACCOUNT_PACE"
  })
  void aThrottleWaitsAsLongAsWhatsAppAsks(int code, int status, String stableCode, Scope scope) {
    Duration asked = Duration.ofSeconds(7);

    assertThat(ofCode(code, status, asked))
        .isEqualTo(new NotYet(stableCode, "title: details", code, asked, scope));
  }

  @Test
  void aBare429WaitsAsLongAsWhatsAppAsks() {
    assertThat(OutcomeRules.ofAnswer(429, null, Duration.ofSeconds(3)))
        .isInstanceOfSatisfying(
            NotYet.class,
            notYet -> {
              assertThat(notYet.scope()).isEqualTo(Scope.ACCOUNT_PACE);
              assertThat(notYet.after()).isEqualTo(Duration.ofSeconds(3));
            });
  }

  /** The codes of a row: one, or a range. */
  private static List<Integer> numbers(Map<String, String> cells) {
    List<Integer> ends =
        Stream.of(cells.getOrDefault("code", "").split("–", -1)).map(Integer::valueOf).toList();
    return IntStream.rangeClosed(ends.getFirst(), ends.getLast()).boxed().toList();
  }

  private static SendOutcome ofCode(int code, int status, @Nullable Duration retryAfter) {
    return OutcomeRules.ofAnswer(status, new GraphError(code, "title", "details"), retryAfter);
  }
}
