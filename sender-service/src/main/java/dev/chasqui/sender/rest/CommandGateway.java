package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiException;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.messaging.PublishFailedException;
import dev.chasqui.messaging.RegistryUnavailableException;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import dev.chasqui.sender.send.CommandKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;

/** Puts commands onto the topic and waits for what comes of them. Thread-safe. */
public final class CommandGateway {

  private final AvroPublisher<SendCommand> publisher;
  private final ResultFeed results;
  private final Duration patience;

  /**
   * @param patience how long a call waits for its command's result
   */
  public CommandGateway(
      AvroPublisher<SendCommand> publisher, ResultFeed results, Duration patience) {
    this.publisher = publisher;
    this.results = results;
    this.patience = patience;
  }

  /** How long a call waits. */
  Duration patience() {
    return patience;
  }

  /**
   * Sends a command; returns its first result: the final one, or that it waits in the queue. Empty
   * if none came in time; the command goes on all the same.
   *
   * @throws ApiException 503 if the topic did not confirm the command, which may be on it all the
   *     same
   */
  Optional<CommandResult> send(SendCommand command) {
    CompletableFuture<CommandResult> result = new CompletableFuture<>();
    String key = CommandKey.of(command);
    Consumer<CommandResult> listener = result::complete;
    results.listen(key, listener);
    try {
      submit(command);
      return Optional.of(result.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      results.forget(key, listener);
    }
  }

  /**
   * Sends a command without waiting for what comes of it.
   *
   * @throws ApiException as {@link #send} does
   */
  void submit(SendCommand command) {
    String key = Long.toString(command.getAccountId());
    try {
      publisher.publishAll(List.of(new OutgoingRecord<>(Topics.COMMANDS, key, command)));
    } catch (RegistryUnavailableException e) {
      throw ApiException.of(HttpStatus.SERVICE_UNAVAILABLE, "not_accepted", RestText.NOT_ACCEPTED);
    } catch (PublishFailedException e) {
      throw ApiException.of(
          HttpStatus.SERVICE_UNAVAILABLE, "not_confirmed", RestText.NOT_CONFIRMED);
    }
  }
}
