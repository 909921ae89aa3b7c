package dev.chasqui.schemas;

import java.util.List;
import org.apache.avro.Schema;

/** The names of the topics and the schema of each. The value's subject is {@code <topic>-value}. */
public final class Topics {

  /** {@link SendCommand}, keyed by account id: from backends and the REST face to the sender. */
  public static final String COMMANDS = "whatsapp.commands";

  /** {@link CommandResult}, keyed by account id: from the sender to backends and the REST face. */
  public static final String RESULTS = "whatsapp.results";

  /** {@link ProviderEvent}, keyed by account id: from the inbound service to itself. */
  public static final String PROVIDER_EVENTS = "whatsapp.provider-events";

  /** {@link WhatsAppEvent}, keyed by account and chat: to the relay and to backends. */
  public static final String EVENTS = "whatsapp.events";

  /** The schemas that are registered and that other teams' code depends on. */
  public static final List<Schema> CONTRACTS =
      List.of(
          SendCommand.getClassSchema(),
          CommandResult.getClassSchema(),
          ProviderEvent.getClassSchema(),
          WhatsAppEvent.getClassSchema());

  private Topics() {}
}
