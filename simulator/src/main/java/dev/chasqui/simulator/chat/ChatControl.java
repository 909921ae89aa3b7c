package dev.chasqui.simulator.chat;

import dev.chasqui.simulator.graph.ControlBody;
import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.graph.Json;
import dev.chasqui.simulator.media.InboundMedia;
import dev.chasqui.simulator.numbers.Numbers;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Control: messages from people, and who these people are. */
@RestController
@RequestMapping("/_sim")
class ChatControl {
  /**
   * A message that a person writes.
   *
   * @param from digits of the person's phone number
   * @param group the id of the group it is written in; null: in private
   * @param message the message's own members, as a webhook shows them: type, the object named after
   *     it, context, …
   */
  record InboundSpec(@Nullable String from, @Nullable String group, @Nullable ObjectNode message) {}

  /**
   * A person, described; what is null is made up.
   *
   * @param waId what WhatsApp knows the person by, if that is another form of the number
   */
  record PersonSpec(
      @Nullable String phone,
      @Nullable String waId,
      @Nullable String name,
      @Nullable String userId,
      @Nullable String username,
      @Nullable Boolean hidden,
      @Nullable String lid,
      @Nullable Boolean onWhatsApp) {}

  private final Numbers numbers;
  private final People people;
  private final Inbound inbound;
  private final InboundMedia media;

  ChatControl(Numbers numbers, People people, Inbound inbound, InboundMedia media) {
    this.numbers = numbers;
    this.people = people;
    this.inbound = inbound;
    this.media = media;
  }

  @PostMapping("/numbers/{id}/inbound")
  ObjectNode inbound(@PathVariable String id, HttpServletRequest request) throws IOException {
    var number = numbers.require(id);
    var spec = ControlBody.read(request, InboundSpec.class);
    var message = spec.message();
    if (message == null || !message.path("type").isString()) {
      throw GraphError.invalidParameter("message.type is required").toException();
    }
    media.store(number, message, request);
    var person = people.byPhone(digits("from", spec.from()));
    return Json.object().put("id", inbound.send(number, person, message, spec.group()));
  }

  @PostMapping("/people")
  Person describe(HttpServletRequest request) throws IOException {
    var spec = ControlBody.read(request, PersonSpec.class);
    var phone = digits("phone", spec.phone());
    var before = people.byPhone(phone);
    var person =
        new Person(
            spec.waId() == null ? before.waId() : digits("waId", spec.waId()),
            or(spec.name(), before.name()),
            or(spec.userId(), before.userId()),
            spec.username() == null ? before.username() : spec.username(),
            or(spec.hidden(), before.hidden()),
            spec.lid() == null ? before.lid() : spec.lid(),
            or(spec.onWhatsApp(), before.onWhatsApp()));
    people.describe(phone, person);
    return person;
  }

  @DeleteMapping("/people/{phone}")
  ObjectNode forget(@PathVariable String phone) {
    people.forget(phone);
    return Json.object().put("success", true);
  }

  private static String digits(String what, @Nullable String phone) {
    if (phone == null || !phone.matches("[0-9]{3,20}")) {
      throw GraphError.invalidParameter(what + " must be 3 to 20 digits").toException();
    }
    return phone;
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
