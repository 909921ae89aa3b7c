package dev.chasqui.simulator.webhooks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.chasqui.simulator.graph.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The body of a webhook: one entry, one change for each update. */
final class Envelope {
  private Envelope() {}

  /** One change, ready to be put into a body. */
  static byte[] change(String field, ObjectNode value) {
    var change = Json.object();
    change.set("value", value);
    change.put("field", field);
    return Json.ascii(change);
  }

  static byte[] of(String wabaId, List<byte[]> changes) {
    var body = new ByteArrayOutputStream(128 + changes.size() * 512);
    body.writeBytes(
        ("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\""
                + wabaId
                + "\",\"changes\":[")
            .getBytes(US_ASCII));
    for (var i = 0; i < changes.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(changes.get(i));
    }
    body.writeBytes("]}]}".getBytes(US_ASCII));
    return body.toByteArray();
  }
}
