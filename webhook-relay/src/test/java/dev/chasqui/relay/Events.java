package dev.chasqui.relay;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Events as inbound-service makes them. */
final class Events {

  private Events() {}

  static WhatsAppEvent text(long accountId, String body) {
    return head(accountId, "message")
        .setMessage(
            MessageReceived.newBuilder()
                .setMessageId("wamid.IN")
                .setFrom(contact())
                .setTo("15550009999")
                .setType("text")
                .setBody(body)
                .build())
        .build();
  }

  static List<WhatsAppEvent> texts(long accountId, int count) {
    List<WhatsAppEvent> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text(accountId, "text " + i));
    }
    return texts;
  }

  static WhatsAppEvent ack(long accountId) {
    return head(accountId, "message.ack")
        .setAck(
            MessageAck.newBuilder()
                .setMessageId("wamid.OUT")
                .setCommandId("cmd-1")
                .setRecipient(contact())
                .setAck(Ack.READ)
                .build())
        .build();
  }

  static WhatsAppEvent.Builder head(long accountId, String type) {
    return WhatsAppEvent.newBuilder()
        .setId("evt_" + UUID.randomUUID())
        .setType(type)
        .setAccountId(accountId)
        .setChatId("15550001111")
        .setTimestamp(Instant.ofEpochSecond(1_760_000_000))
        .setReceivedAt(Instant.ofEpochSecond(1_760_000_001));
  }

  private static Identity contact() {
    return Identity.newBuilder()
        .setPhone("15550001111")
        .setName("Ana")
        .setRaw("15550001111")
        .build();
  }
}
