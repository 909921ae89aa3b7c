package dev.chasqui.inbound.publish;

import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.WhatsAppEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One line for each movement of a message; never what it says, nor from whom. */
final class Flow {

  private static final Logger LOG = LoggerFactory.getLogger("chasqui.flow");

  private Flow() {}

  /** An event is on the topic. */
  static void event(WhatsAppEvent event) {
    MessageAck ack = event.getAck();
    LoggingEventBuilder line = line(event, ack == null ? "inbound" : "ack");
    if (ack != null) {
      line =
          line.addKeyValue("commandId", ack.getCommandId())
              .addKeyValue("messageId", ack.getMessageId())
              .addKeyValue("status", ack.getAck());
    }
    MessageReceived message = event.getMessage();
    if (message != null) {
      line =
          line.addKeyValue("messageId", message.getMessageId())
              .addKeyValue("status", message.getType());
    }
    line.log("event");
  }

  private static LoggingEventBuilder line(WhatsAppEvent event, String step) {
    return LOG.atInfo()
        .addKeyValue("step", step)
        .addKeyValue("accountId", event.getAccountId())
        .addKeyValue("eventId", event.getId())
        .addKeyValue("type", event.getType());
  }
}
