package dev.chasqui.sender.call;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.CallNotes;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** Puts commands onto the topic and waits for what comes of them. Thread-safe. */
public final class CommandGateway {

  private final AvroPublisher<SendCommand> publisher;
  private final ResultFeed results;
  private final Function<SendCommand, Optional<CommandResult>> sentBefore;
  private final Duration patience;

  /**
   * @param sentBefore what is known of a command that has the same id, if that can be said at once
   * @param patience how long a call waits for its command's result
   */
  public CommandGateway(
      AvroPublisher<SendCommand> publisher,
      ResultFeed results,
      Function<SendCommand, Optional<CommandResult>> sentBefore,
      Duration patience) {
    this.publisher = publisher;
    this.results = results;
    this.sentBefore = sentBefore;
    this.patience = patience;
  }

  /** How long a call waits. */
  public Duration patience() {
    return patience;
  }

  /**
   * Sends a command; returns the first result that is an answer. Empty if none came in time; the
   * command goes on all the same.
   *
   * @param isAnswer whether a result is what the call waits for; a command may have several that
   *     are not final
   * @param repeatable whether it may have been sent before; then it is not sent again if its result
   *     is known, or that it waits
   * @throws ApiException 503 if the topic did not confirm the command, which may be on it all the
   *     same
   */
  Optional<CommandResult> send(
      SendCommand command, Predicate<CommandResult> isAnswer, boolean repeatable) {
    return await(
        command,
        isAnswer,
        () -> {
          // Not before it is listened: what is not known yet by now will be heard.
          Optional<CommandResult> known = repeatable ? sentBefore.apply(command) : Optional.empty();
          if (known.isEmpty()) {
            submit(command);
          }
          return known;
        });
  }

  /** As {@link #send}, of a command that is known; this one is not sent. */
  Optional<CommandResult> follow(SendCommand command, Predicate<CommandResult> isAnswer) {
    return await(command, isAnswer, () -> sentBefore.apply(command));
  }

  /**
   * @param begin what is done once results are listened to; empty if they are to be waited for
   */
  private Optional<CommandResult> await(
      SendCommand command,
      Predicate<CommandResult> isAnswer,
      Supplier<Optional<CommandResult>> begin) {
    CompletableFuture<CommandResult> result = new CompletableFuture<>();
    String key = CommandKey.of(command);
    CallNotes.add("commandId", command.getCommandId());
    Consumer<CommandResult> listener =
        heard -> {
          if (isAnswer.test(heard)) {
            result.complete(heard);
          }
        };
    results.listen(key, listener);
    try {
      Optional<CommandResult> known = begin.get();
      if (known.isPresent()) {
        return known;
      }
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
    CallNotes.add("commandId", command.getCommandId());
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
