package dev.chasqui.sender.result;

import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.RegistryUnavailableException;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.messaging.UndecodableRecordException;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.Topics;

/** Writes results as they are on the topic, and reads them again. Thread-safe. */
public final class ResultCodec {

  private final AvroSerializer<CommandResult> serializer;
  private final AvroDeserializer<CommandResult> deserializer;

  /** The caller closes the client. */
  public ResultCodec(SchemaRegistryClient registry) {
    this.serializer = new AvroSerializer<>(registry);
    this.deserializer = AvroDeserializer.of(registry, CommandResult.class);
  }

  /**
   * Writes a result.
   *
   * @throws RegistryUnavailableException if the schema is not known yet and no registry answers;
   *     never after {@link Outbox#requireReady}
   */
  public EncodedResult encode(CommandResult result) {
    return new EncodedResult(result, serializer.encode(Topics.RESULTS, result), null);
  }

  /**
   * Reads what was written, perhaps by another version of us.
   *
   * @throws RegistryUnavailableException if its schema is not known here and no registry answers
   * @throws UndecodableRecordException if it is no result
   */
  public EncodedResult decode(byte[] value) {
    return new EncodedResult(deserializer.decode(value), value, null);
  }
}
