package dev.chasqui.sender.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.sender.graph.SendOutcome.NotYet;
import dev.chasqui.sender.graph.SendOutcome.Refused;
import dev.chasqui.sender.graph.SendOutcome.Scope;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeRulesTest {

  /** Every code that the Graph API documents for a send, with the status that it comes with. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0,      401, account_not_authorised
          3,      500, account_not_authorised
          10,     403, account_not_authorised
          33,     400, account_restricted
          100,    400, invalid_message
          104,    401, account_not_authorised
          190,    401, account_not_authorised
          200,    403, account_not_authorised
          299,    403, account_not_authorised
          368,    403, account_restricted
          130403, 400, not_allowed_by_whatsapp
          130472, 400, not_allowed_by_whatsapp
          130497, 403, not_allowed_by_whatsapp
          131005, 403, account_not_authorised
          131008, 400, invalid_message
          131009, 400, invalid_message
          131021, 400, invalid_recipient
          131026, 400, invalid_recipient
          131030, 400, invalid_recipient
          131031, 403, account_restricted
          131037, 400, account_restricted
          131042, 400, account_restricted
          131045, 500, account_restricted
          131047, 400, outside_service_window
          131048, 400, not_allowed_by_whatsapp
          131049, 400, not_allowed_by_whatsapp
          131050, 400, not_allowed_by_whatsapp
          131051, 400, unsupported_content
          131052, 400, media_failed
          131053, 400, media_failed
          131055, 400, provider_refused
          131062, 400, invalid_recipient
          131063, 400, not_allowed_by_whatsapp
          131064, 400, not_allowed_by_whatsapp
          132000, 400, template_rejected
          132001, 404, template_rejected
          132005, 400, template_rejected
          132007, 400, template_rejected
          132012, 400, template_rejected
          132015, 400, template_rejected
          132016, 400, template_rejected
          132018, 400, template_rejected
          132068, 400, template_rejected
          132069, 400, template_rejected
          133010, 400, account_restricted
          134011, 400, account_restricted
          135000, 400, invalid_message
          137000, 400, provider_refused
          777777, 400, provider_refused
          """)
  void isRefusedForGood(int code, int status, String stableCode) {
    assertThat(ofCode(code, status, null))
        .isEqualTo(new Refused(stableCode, "title: details", code));
  }

  @ParameterizedTest
  @CsvSource({"1, 400", "2, 503", "131000, 500", "131016, 500", "131000, 400", "777777, 500"})
  void mayHaveBeenAccepted(int code, int status) {
    assertThat(ofCode(code, status, null))
        .isEqualTo(new Unknown("provider_failed", "title: details", code));
  }

  @ParameterizedTest
  @CsvSource({
    "4, 400, throttled, ACCOUNT_PACE",
    "4, 429, throttled, ACCOUNT_PACE",
    "80007, 400, throttled, ACCOUNT_PACE",
    "130429, 400, throttled, ACCOUNT_PACE",
    "130429, 429, throttled, ACCOUNT_PACE",
    "131056, 400, recipient_throttled, RECIPIENT",
    "613, 429, throttled, ACCOUNT_PACE"
  })
  void isThrottledAndMayBeSentLater(int code, int status, String stableCode, Scope scope) {
    Duration asked = Duration.ofSeconds(7);

    assertThat(ofCode(code, status, asked))
        .isEqualTo(new NotYet(stableCode, "title: details", code, asked, scope));
    assertThat(ofCode(code, status, null))
        .isEqualTo(new NotYet(stableCode, "title: details", code, null, scope));
  }

  @Test
  void maintenanceOfTheNumberLastsAMinuteAtMost() {
    assertThat(ofCode(131057, 500, null))
        .isEqualTo(
            new NotYet(
                "throttled", "title: details", 131057, Duration.ofMinutes(1), Scope.ACCOUNT));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 413, 422})
  void aRefusalWithoutAReasonIsStillARefusal(int status) {
    assertThat(OutcomeRules.ofAnswer(status, null, null))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo("provider_refused"));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 302, 408, 500, 502, 503, 504})
  void anyOtherAnswerWithoutAReasonLeavesItOpen(int status) {
    assertThat(OutcomeRules.ofAnswer(status, null, Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            Unknown.class, unknown -> assertThat(unknown.code()).isEqualTo("provider_failed"));
  }

  @Test
  void aBare429HoldsTheAccount() {
    assertThat(OutcomeRules.ofAnswer(429, null, Duration.ofSeconds(3)))
        .isInstanceOfSatisfying(
            NotYet.class,
            notYet -> {
              assertThat(notYet.scope()).isEqualTo(Scope.ACCOUNT_PACE);
              assertThat(notYet.after()).isEqualTo(Duration.ofSeconds(3));
            });
  }

  @Test
  void onlyABrokenExchangeWhoseBodyNeverLeftMayBeRepeated() {
    assertThat(OutcomeRules.ofBrokenExchange(false, "refused")).isInstanceOf(NotYet.class);
    assertThat(OutcomeRules.ofBrokenExchange(true, "reset")).isInstanceOf(Unknown.class);
  }

  private static SendOutcome ofCode(int code, int status, @Nullable Duration retryAfter) {
    return OutcomeRules.ofAnswer(status, new GraphError(code, "title", "details"), retryAfter);
  }
}
