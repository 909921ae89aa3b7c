package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.chat.People;
import dev.chasqui.simulator.chat.Person;
import dev.chasqui.simulator.chat.Recipient;
import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.numbers.BusinessNumber;
import java.util.regex.Pattern;

/** Finds out whom a message is for. Thread-safe. */
final class Recipients {
  private static final Pattern PHONE = Pattern.compile("[0-9]{6,15}");
  private static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");
  private static final Pattern PUNCTUATION = Pattern.compile("[-+() ]");
  private static final Pattern PERSONAL_JID =
      Pattern.compile("([0-9]+)(?::[0-9]+)?@(?:c\\.us|s\\.whatsapp\\.net)");
  private static final int MAX = 256;

  private final People people;

  Recipients(People people) {
    this.people = people;
  }

  Recipient of(BusinessNumber number, Param message) {
    var to = message.optionalText("to", MAX).filter(text -> !text.isEmpty());
    if (to.isPresent()) {
      return isGroup(message)
          ? new Recipient(to.get(), null, null, to.get())
          : phone(number, to.get(), message);
    }
    var userId = message.optionalText("recipient", MAX).orElseThrow(() -> message.missing("to"));
    if (!BSUID.matcher(userId).matches()) {
      throw message.invalid("recipient", "is not a business-scoped user id");
    }
    return new Recipient(userId, people.byUserId(userId).orElse(null), userId, null);
  }

  /** A phone number without the punctuation that people write in it. */
  static String bare(String to) {
    return PUNCTUATION.matcher(to).replaceAll("");
  }

  private static boolean isGroup(Param message) {
    var type = message.optionalText("recipient_type", MAX).orElse("individual");
    if (!type.equals("individual") && !type.equals("group")) {
      throw message.invalid("recipient_type", "must be individual or group");
    }
    return type.equals("group");
  }

  private Recipient phone(BusinessNumber number, String to, Param message) {
    if (number.linked() && to.indexOf('@') > 0) {
      return linked(number, to, message);
    }
    return person(number, to, bare(to), message);
  }

  /** Linked-device numbers also write to WhatsApp Web's own ids. */
  private Recipient linked(BusinessNumber number, String to, Param message) {
    if (to.endsWith("@g.us")) {
      return new Recipient(to, null, null, to);
    }
    if (to.endsWith("@lid")) {
      return new Recipient(to, people.byLid(to).orElseGet(() -> Person.ofLid(to)), null, null);
    }
    var jid = PERSONAL_JID.matcher(to);
    return person(number, to, jid.matches() ? jid.group(1) : to, message);
  }

  private Recipient person(BusinessNumber number, String to, String digits, Param message) {
    if (!PHONE.matcher(digits).matches()) {
      throw message.invalid("to", "is not a valid phone number");
    }
    if (digits.equals(number.digits())) {
      throw GraphError.of(131021, null).toException();
    }
    return new Recipient(to, people.byPhone(digits), null, null);
  }
}
