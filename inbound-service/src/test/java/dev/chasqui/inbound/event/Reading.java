package dev.chasqui.inbound.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.schemas.ProviderEvent;
import dev.chasqui.schemas.WhatsAppEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads webhooks for account 7, whose phone number id is 106. In JSON ' stands for ". */
final class Reading {

  static final long ACCOUNT = 7;
  static final Instant RECEIVED_AT = Instant.parse("2026-11-21T20:00:00.123Z");

  private static final WebhookReader READER =
      new WebhookReader(
          (number, called) -> Optional.of(number).filter("106"::equals).map(n -> ACCOUNT));

  private Reading() {}

  static List<WhatsAppEvent> body(String json) throws UnreadableEventException {
    return webhook(json).events();
  }

  static WebhookReader.Reading webhook(String json) throws UnreadableEventException {
    return READER.read(
        ProviderEvent.newBuilder()
            .setEventId("1")
            .setAccountId(ACCOUNT)
            .setReceivedAt(RECEIVED_AT)
            .setHeaders(Map.of())
            .setBody(ByteBuffer.wrap(json.replace('\'', '"').getBytes(UTF_8)))
            .build());
  }

  /** The value of one change, without its metadata. */
  static List<WhatsAppEvent> value(String field, String content) {
    try {
      return body("{'object':'whatsapp_business_account','entry':[" + entry(field, content) + "]}");
    } catch (UnreadableEventException e) {
      throw new AssertionError(e);
    }
  }

  static String entry(String field, String content) {
    return """
        {'id':'1','changes':[{'field':'%s','value':{'messaging_product':'whatsapp',
        'metadata':{'display_phone_number':'15550009999','phone_number_id':'106'},%s}}]}"""
        .formatted(field, content);
  }

  /** One message, given all but its sender, id and time, with a contact. */
  static WhatsAppEvent message(String content) {
    return one(
        value(
            "messages",
            "'contacts':[{'profile':{'name':'Ana'},'wa_id':'15550001111'}],'messages':[%s]"
                .formatted(message("wamid.IN", content))));
  }

  static String message(String id, String content) {
    return "{'from':'15550001111','id':'%s','timestamp':'1760000000',%s}".formatted(id, content);
  }

  static WhatsAppEvent status(String content) {
    return one(value("messages", "'statuses':[{" + content + "}]"));
  }

  static WhatsAppEvent one(List<WhatsAppEvent> events) {
    if (events.size() != 1) {
      throw new AssertionError("Not one event: " + events);
    }
    return events.getFirst();
  }
}
