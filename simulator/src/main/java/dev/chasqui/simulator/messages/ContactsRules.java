package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.numbers.BusinessNumber;
import java.util.regex.Pattern;

/** Contact cards. Thread-safe. */
final class ContactsRules implements TypeRules {
  private static final Pattern BIRTHDAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final int MAX_CONTACTS = 257;
  private static final int MAX_NAME = 1024;

  @Override
  public void check(BusinessNumber number, Param content, Param message) {
    content.list("contacts", 1, MAX_CONTACTS).forEach(ContactsRules::checkOne);
  }

  private static void checkOne(Param contact) {
    contact.object("name").text("formatted_name", MAX_NAME);
    contact
        .optionalText("birthday", 40)
        .ifPresent(
            birthday -> {
              if (!BIRTHDAY.matcher(birthday).matches()) {
                throw contact.invalid("birthday", "must be YYYY-MM-DD");
              }
            });
    contact.optionalList("phones");
    contact.optionalList("emails");
    contact.optionalList("addresses");
    contact.optionalList("urls");
    contact.optionalObject("org");
  }
}
