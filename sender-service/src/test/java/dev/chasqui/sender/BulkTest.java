package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A message to many recipients, as a client of WhatsApp API Engine sees it. */
@ExtendWith(SharedSender.class)
class BulkTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private final SenderFixture fixture;
  private final TestAccount account;
  private final RestClient rest;

  BulkTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
    this.rest = new RestClient(fixture, account);
  }

  @Test
  void everyRecipientGetsItOnceAndTheNextOneLater() {
    List<String> recipients = recipients(4);

    String job = start(recipients, 500);
    awaitStatus(job, "finished");

    List<Instant> times =
        recipients.stream()
            .map(to -> fixture.whatsapp.receivedAt(account.phoneNumberId(), to).getFirst())
            .toList();
    for (int i = 1; i < times.size(); i++) {
      assertThat(Duration.between(times.get(i - 1), times.get(i)))
          .isGreaterThan(Duration.ofMillis(400));
    }
    JsonNode end = rest.get("/api/messages/jobs/" + job).data();
    assertThat(end.path("total").asInt()).isEqualTo(4);
    assertThat(end.path("sent").asInt()).isEqualTo(4);
    assertThat(end.path("waiting").asInt()).isZero();
    assertThat(fixture.whatsapp.counted(account.phoneNumberId(), "accepted")).isEqualTo(4);
  }

  @Test
  void whoPrefersItIsToldThatTheJobIsOnlyTaken() {
    String body = "{\"recipients\":[\"%s\"],\"message\":\"Hola\"}".formatted(Commands.recipient());

    RestClient.Answer answer =
        rest.post("/api/messages/send-bulk", body, Map.of("Prefer", "respond-async"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
    awaitStatus(answer.data().path("jobId").asString(), "finished");
  }

  @Test
  void whatIsNoIdOfAJobIsSaidToBeNone() {
    RestClient.Answer answer = rest.get("/api/messages/jobs/17");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.wrongFields()).containsExactly("jobId");
    assertThat(answer.error()).contains("POST /api/messages/send-bulk");
    assertThat(rest.delete("/api/messages/jobs/17").status()).isEqualTo(400);
  }

  @Test
  void aRecipientThatIsNoneFailsAlone() {
    List<String> recipients = List.of("nobody", Commands.recipient());

    String job = start(recipients, 0);
    awaitStatus(job, "finished");

    JsonNode end = rest.get("/api/messages/jobs/" + job).data();
    assertThat(end.path("sent").asInt()).isEqualTo(1);
    assertThat(end.path("failed").asInt()).isEqualTo(1);
    assertThat(end.path("failures").path(0).path("phone").asString()).isEqualTo("nobody");
    assertThat(end.path("failures").path(0).path("code").asString()).isEqualTo("invalid_recipient");
  }

  @Test
  void aJobForNobodyIsRefused() {
    assertThat(bulk(List.of("nobody", ""), 0).status()).isEqualTo(400);
    RestClient.Answer empty = rest.post("/api/messages/send-bulk", "{\"delay\":-1}");
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.body().path("details").findValuesAsString("field"))
        .containsExactly("message", "recipients", "delay");
  }

  @Test
  void aJobThatIsCancelledSendsNoMore() {
    String job = start(recipients(5), 3_600_000);
    await()
        .atMost(LONG_ENOUGH)
        .until(() -> rest.get("/api/messages/jobs/" + job).data().path("sent").asInt() == 1);

    JsonNode cancelled = rest.delete("/api/messages/jobs/" + job).data();

    assertThat(cancelled.path("status").asString()).isEqualTo("cancelled");
    assertThat(cancelled.path("sent").asInt()).isEqualTo(1);
    assertThat(cancelled.path("cancelled").asInt()).isEqualTo(4);
    assertThat(cancelled.path("waiting").asInt()).isZero();
  }

  @Test
  void whatAJobHasNotQueuedYetIsSeenToWait() {
    List<String> recipients = recipients(5);
    String job = startBehindOneThatWaits(recipients);

    List<String> listed = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = rest.get("/api/commands?status=waiting&limit=2" + next).data();
      page.path("commands").forEach(it -> listed.add(it.path("commandId").asString()));
      next = page.path("next").isNull() ? "" : "&after=" + page.path("next").asString();
    } while (!next.isEmpty());
    JsonNode last = rest.get("/api/commands/" + job + "-5").data();

    assertThat(listed)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 5).mapToObj(n -> job + "-" + n).toList());
    assertThat(count("waiting")).isEqualTo(5);
    assertThat(count("inJobs")).isEqualTo(4);
    assertThat(last.path("status").asString()).isEqualTo("waiting");
    assertThat(last.path("reason").asString()).isEqualTo("bulk_job");
    assertThat(last.path("phone").asString()).isEqualTo(recipients.getLast());
    RestClient stranger = new RestClient(fixture, fixture.newAccount());
    assertThat(stranger.get("/api/commands/" + job + "-5").status()).isEqualTo(404);
    assertThat(stranger.delete("/api/commands/" + job + "-5").status()).isEqualTo(404);
    assertThat(stranger.get("/api/commands").data().path("commands")).isEmpty();
    assertThat(rest.get("/api/commands/" + job + "-6").status()).isEqualTo(404);
  }

  @Test
  void whoCancelsAllThatWaitsCancelsWhatJobsHaveNotQueuedYet() {
    String job = startBehindOneThatWaits(recipients(5));

    int cancelled = rest.delete("/api/commands?status=waiting").data().path("cancelled").asInt();

    assertThat(cancelled).isEqualTo(5);
    assertThat(count("waiting")).isZero();
    JsonNode end = rest.get("/api/messages/jobs/" + job).data();
    assertThat(end.path("status").asString()).isEqualTo("cancelled");
    assertThat(end.path("cancelled").asInt()).isEqualTo(5);
    JsonNode last = rest.get("/api/commands/" + job + "-5").data();
    assertThat(last.path("status").asString()).isEqualTo("finished");
    assertThat(last.path("result").path("status").asString()).isEqualTo("cancelled");
  }

  @Test
  void oneRecipientOfAJobIsCancelledBeforeItIsQueued() {
    List<String> recipients = recipients(3);
    String job = startBehindOneThatWaits(recipients);
    String second = "/api/commands/" + job + "-2";

    RestClient.Answer cancelled = rest.delete(second);
    RestClient.Answer again = rest.delete(second);

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.data().path("result").path("status").asString()).isEqualTo("cancelled");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("already_finished");
    rest.patch("/api/account/limits", "{\"dailyQuota\":100}");
    awaitStatus(job, "finished");
    assertThat(fixture.whatsapp.receivedAt(account.phoneNumberId(), recipients.get(1))).isEmpty();
    assertThat(fixture.whatsapp.receivedAt(account.phoneNumberId(), recipients.get(2))).hasSize(1);
  }

  @Test
  void aJobThatHasFinishedIsNotCancelled() {
    String job = start(recipients(1), 0);
    awaitStatus(job, "finished");

    RestClient.Answer refused = rest.delete("/api/messages/jobs/" + job);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("already_finished");
    assertThat(refused.data().path("sent").asInt()).isEqualTo(1);
    rest.delete("/api/commands?status=waiting");
    assertThat(rest.get("/api/messages/jobs/" + job).data().path("status").asString())
        .isEqualTo("finished");
  }

  @Test
  void theGapHoldsWhileTheAccountIsThrottled() {
    rest.patch("/api/account/limits", "{\"dailyQuota\":0}");
    List<String> recipients = recipients(3);
    String job = start(recipients, 1000);
    await().atMost(LONG_ENOUGH).until(() -> count("waiting") - count("inJobs") == 1);
    rest.patch("/api/account/limits", "{\"dailyQuota\":100}");
    awaitStatus(job, "finished");

    List<Instant> times =
        recipients.stream()
            .map(to -> fixture.whatsapp.receivedAt(account.phoneNumberId(), to).getFirst())
            .toList();
    assertThat(Duration.between(times.get(0), times.get(1))).isGreaterThan(Duration.ofMillis(900));
    assertThat(Duration.between(times.get(1), times.get(2))).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void theSameKeyIsTheSameJob() {
    String body = body(recipients(2), 0);

    JsonNode first = rest.post("/api/messages/send-bulk", body, "campaign-7").data();
    JsonNode second = rest.post("/api/messages/send-bulk", body, "campaign-7").data();

    assertThat(second.path("jobId")).isEqualTo(first.path("jobId"));
    awaitStatus(first.path("jobId").asString(), "finished");
    assertThat(fixture.whatsapp.counted(account.phoneNumberId(), "accepted")).isEqualTo(2);
  }

  @Test
  void theKeyOfAnotherJobIsRefused() {
    List<String> two = recipients(2);
    rest.post("/api/messages/send-bulk", body(two, 0), "campaign-8");

    RestClient.Answer others =
        rest.post("/api/messages/send-bulk", body(two.reversed(), 0), "campaign-8");

    assertThat(others.status()).isEqualTo(422);
    assertThat(others.code()).isEqualTo("idempotency_key_reused");
  }

  @Test
  void anotherAccountsJobIsNotThere() {
    String job = start(recipients(2), 3_600_000);
    RestClient stranger = new RestClient(fixture, fixture.newAccount());

    assertThat(stranger.get("/api/messages/jobs/" + job).status()).isEqualTo(404);
    assertThat(stranger.delete("/api/messages/jobs/" + job).status()).isEqualTo(404);
    assertThat(rest.get("/api/messages/jobs/" + job).data().path("status").asString())
        .isEqualTo("running");
  }

  /** Starts a job whose first message waits in the queue for a quota, and the others in the job. */
  private String startBehindOneThatWaits(List<String> recipients) {
    rest.patch("/api/account/limits", "{\"dailyQuota\":0}");
    String job = start(recipients, 100);
    await().atMost(LONG_ENOUGH).until(() -> count("waiting") - count("inJobs") == 1);
    return job;
  }

  private int count(String what) {
    return rest.get("/api/commands/count").data().path(what).asInt();
  }

  private String start(List<String> recipients, long delay) {
    RestClient.Answer answer = bulk(recipients, delay);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.data().path("jobId").asString();
  }

  private RestClient.Answer bulk(List<String> recipients, long delay) {
    return rest.post("/api/messages/send-bulk", body(recipients, delay));
  }

  private static String body(List<String> recipients, long delay) {
    String list = recipients.stream().map(it -> "\"" + it + "\"").collect(Collectors.joining(","));
    return "{\"recipients\":[%s],\"message\":\"Hola a todos\",\"delay\":%d}".formatted(list, delay);
  }

  private static List<String> recipients(int count) {
    return IntStream.range(0, count).mapToObj(_ -> Commands.recipient()).toList();
  }

  private void awaitStatus(String job, String status) {
    await()
        .atMost(LONG_ENOUGH)
        .until(
            () ->
                Stream.of(rest.get("/api/messages/jobs/" + job))
                    .allMatch(it -> it.data().path("status").asString().equals(status)));
  }
}
