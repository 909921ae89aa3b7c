package dev.chasqui.simulator.received;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.simulator.graph.ControlBody;
import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.received.Receipts.Receipt;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Control: when each message was accepted, as CSV. */
@RestController
@RequestMapping("/_sim/receipts")
class ReceiptsControl {
  private final Receipts receipts;

  ReceiptsControl(Receipts receipts) {
    this.receipts = receipts;
  }

  /** How many receipts to note. */
  record Begin(@Nullable Integer capacity) {}

  @PostMapping
  ObjectNode begin(HttpServletRequest request) throws IOException {
    var capacity = ControlBody.read(request, Begin.class).capacity();
    if (capacity == null || capacity < 1 || capacity > Receipts.MOST) {
      throw GraphError.invalidParameter("capacity is a number from 1 to " + Receipts.MOST)
          .toException();
    }
    receipts.begin(capacity);
    return Json.object().put("success", true);
  }

  @DeleteMapping
  ObjectNode end() {
    receipts.end();
    return Json.object().put("success", true);
  }

  @GetMapping
  void all(HttpServletResponse response) throws IOException {
    response.setContentType("text/csv");
    response.setCharacterEncoding(UTF_8);
    try (var lines =
        new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), UTF_8))) {
      lines.write("accepted_at_us,phone_number_id,callback_data\n");
      for (Iterator<Receipt> all = receipts.all().iterator(); all.hasNext(); ) {
        lines.write(line(all.next()));
      }
    }
  }

  private static String line(Receipt receipt) {
    return receipt.micros() + "," + receipt.phoneNumberId() + "," + quoted(receipt) + "\n";
  }

  /** RFC 4180: in quotation marks where it could be misread. */
  private static String quoted(Receipt receipt) {
    var text = receipt.callbackData() == null ? "" : receipt.callbackData();
    return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
