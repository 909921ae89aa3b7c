package dev.chasqui.inbound.publish;

import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.tracing.Traceparent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One line for each movement of a message; never what it says, nor from whom. */
final class Flow {

  private static final Logger LOG = LoggerFactory.getLogger("chasqui.flow");

  private Flow() {}

  /**
   * An event is on the topic. WhatsApp's id of its message is left out, since it holds a number.
   *
   * @param trace its traceparent; null if it is in none
   */
  static void event(WhatsAppEvent event, @Nullable String trace) {
    MessageAck ack = event.getAck();
    LoggingEventBuilder line = line(event, ack == null ? "inbound" : "ack");
    if (ack != null) {
      line =
          line.addKeyValue("commandId", ack.getCommandId())
              .addKeyValue("status", ack.getAck())
              .addKeyValue("errorCode", ack.getErrorCode());
    }
    MessageReceived message = event.getMessage();
    if (message != null) {
      line = line.addKeyValue("status", message.getType());
    }
    line.addKeyValue("traceId", Traceparent.traceId(trace)).log("event");
  }

  private static LoggingEventBuilder line(WhatsAppEvent event, String step) {
    return LOG.atInfo()
        .addKeyValue("step", step)
        .addKeyValue("accountId", event.getAccountId())
        .addKeyValue("eventId", event.getId())
        .addKeyValue("type", event.getType());
  }
}
