package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.access.Success;
import dev.chasqui.access.text.FieldText;
import dev.chasqui.sender.bulk.BulkDesk;
import dev.chasqui.sender.bulk.BulkDesk.Taken;
import dev.chasqui.sender.bulk.BulkJob;
import dev.chasqui.sender.bulk.BulkRecipient;
import dev.chasqui.sender.bulk.BulkRecipient.Status;
import dev.chasqui.sender.call.CallOptions;
import dev.chasqui.sender.call.IdempotencyKey;
import dev.chasqui.sender.call.RequestCheck;
import dev.chasqui.sender.call.RestText;
import dev.chasqui.sender.call.SendBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Messages to many recipients, as jobs of the caller's account. */
@RestController
@RequestMapping("/api/messages")
@Tag(name = "Messages")
public class BulkController {

  private static final int MOST_RECIPIENTS = 10_000;
  private static final int LONGEST_RECIPIENT = 256;
  private static final long LONGEST_DELAY = 86_400_000;

  private final BulkDesk desk;

  public BulkController(BulkDesk desk) {
    this.desk = desk;
  }

  /**
   * The body of {@code POST /api/messages/send-bulk}, as it came.
   *
   * @param delay milliseconds between two messages, at least
   */
  @Schema(
      example =
          """
          {"recipients": ["573001234567", "573009876543"],
           "message": "Mensaje para todos", "delay": 2000}
          """)
  record BulkRequest(
      @ArraySchema(
              arraySchema = @Schema(requiredMode = RequiredMode.REQUIRED),
              schema = @Schema(maxLength = LONGEST_RECIPIENT),
              minItems = 1,
              maxItems = MOST_RECIPIENTS)
          @Nullable List<@Nullable String> recipients,
      @Schema(requiredMode = RequiredMode.REQUIRED, minLength = 1, maxLength = 4096)
          @Nullable String message,
      @Schema(minimum = "0", maximum = "" + LONGEST_DELAY) @Nullable Long delay)
      implements SendBody {

    /** Leaves out the text, which is private. */
    @Override
    public String toString() {
      return "BulkRequest[***]";
    }

    void check() {
      RequestCheck check = new RequestCheck();
      check.message(message);
      if (recipients == null || recipients.isEmpty() || recipients.size() > MOST_RECIPIENTS) {
        check.add("recipients", RestText.RECIPIENTS.with(MOST_RECIPIENTS));
      } else if (recipients.stream()
          .anyMatch(it -> it == null || it.length() > LONGEST_RECIPIENT)) {
        check.add("recipients", RestText.RECIPIENT_TEXTS.with(LONGEST_RECIPIENT));
      }
      if (delay != null && (delay < 0 || delay > LONGEST_DELAY)) {
        check.add("delay", FieldText.BETWEEN.with(0, LONGEST_DELAY + " ms"));
      }
      check.refuseIfWrong();
    }

    List<String> all() {
      return Objects.requireNonNull(recipients).stream().map(Objects::requireNonNull).toList();
    }
  }

  /**
   * A job.
   *
   * @param status {@code running}, {@code finished} or {@code cancelled}
   * @param waiting messages that are not sent yet
   * @param failures the first of those that are not sent for good
   */
  record Job(
      String jobId,
      String status,
      int total,
      int sent,
      int waiting,
      int failed,
      int unknown,
      int cancelled,
      Instant createdAt,
      List<Failure> failures) {

    private static final String FINISHED = "finished";

    static Job of(BulkDesk.Report report) {
      Map<Status, Integer> counts = report.counts();
      BulkJob job = report.job();
      int waiting = count(counts, Status.WAITING) + count(counts, Status.QUEUED);
      return new Job(
          job.id().toString(),
          job.cancelled() ? "cancelled" : waiting == 0 ? FINISHED : "running",
          counts.values().stream().mapToInt(Integer::intValue).sum(),
          count(counts, Status.SENT),
          waiting,
          count(counts, Status.FAILED),
          count(counts, Status.UNKNOWN),
          count(counts, Status.CANCELLED),
          job.createdAt(),
          report.failed().stream().map(it -> Failure.of(job, it)).toList());
    }

    private static int count(Map<Status, Integer> counts, Status status) {
      return counts.getOrDefault(status, 0);
    }
  }

  /** A recipient whose message is not sent. */
  record Failure(String phone, String commandId, @Nullable String code) {

    static Failure of(BulkJob job, BulkRecipient recipient) {
      return new Failure(recipient.recipient(), job.commandId(recipient.n()), recipient.code());
    }
  }

  @Operation(summary = "Envía mensaje a múltiples destinatarios")
  @ApiResponse(responseCode = "200", description = "Envío masivo completado")
  @ApiResponse(responseCode = "202", description = "Envío aceptado, con Prefer: respond-async")
  @ApiResponse(responseCode = "400", description = "Error de validación")
  @ApiResponse(responseCode = "422", description = "La Idempotency-Key es de otro envío")
  @PostMapping("/send-bulk")
  ResponseEntity<Success<Job>> send(
      @AuthenticationPrincipal Caller caller,
      @Parameter(schema = @Schema(minLength = 1, maxLength = 100))
          @RequestHeader(name = IdempotencyKey.HEADER, required = false)
          @Nullable String key,
      @RequestHeader(name = CallOptions.PREFER, required = false) @Nullable String prefer,
      @RequestBody BulkRequest request) {
    request.check();
    CallOptions options = CallOptions.of(key, prefer);
    Duration gap = Duration.ofMillis(request.delay() == null ? 0 : request.delay());
    String message = Objects.requireNonNull(request.message());
    Taken taken =
        desk.take(caller.accountId(), request.all(), message, gap, options.idempotencyKey());
    return switch (taken) {
      case Taken.Job(BulkDesk.Report report) -> options.answer(Success.of(Job.of(report)));
      case Taken.NoRecipient _ -> throw ApiException.invalid("recipients", RestText.NO_RECIPIENTS);
      case Taken.KeyOfAnother _ -> throw IdempotencyKey.reused();
    };
  }

  @Operation(summary = "Muestra el avance de un envío masivo")
  @ApiResponse(responseCode = "200", description = "Avance del envío")
  @ApiResponse(responseCode = "400", description = "El id no es de un envío")
  @ApiResponse(responseCode = "404", description = "No existe")
  @GetMapping("/jobs/{jobId}")
  Success<Job> get(
      @AuthenticationPrincipal Caller caller,
      @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String jobId) {
    return desk.find(caller.accountId(), id(jobId))
        .map(report -> Success.of(Job.of(report)))
        .orElseThrow(() -> ApiException.notFound(RestText.JOB_NOT_FOUND));
  }

  @Operation(summary = "Cancela lo que falta de un envío masivo")
  @ApiResponse(responseCode = "200", description = "Avance del envío")
  @ApiResponse(responseCode = "400", description = "El id no es de un envío")
  @ApiResponse(responseCode = "404", description = "No existe")
  @ApiResponse(responseCode = "409", description = "Ya terminó")
  @DeleteMapping("/jobs/{jobId}")
  Success<Job> cancel(
      @AuthenticationPrincipal Caller caller,
      @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String jobId) {
    Job job =
        desk.cancel(caller.accountId(), id(jobId))
            .map(Job::of)
            .orElseThrow(() -> ApiException.notFound(RestText.JOB_NOT_FOUND));
    if (job.status().equals(Job.FINISHED)) {
      throw ApiException.conflict("already_finished", RestText.ALREADY_FINISHED, job);
    }
    return Success.of(job);
  }

  private static UUID id(String jobId) {
    try {
      return UUID.fromString(jobId);
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("jobId", RestText.JOB_ID);
    }
  }
}
