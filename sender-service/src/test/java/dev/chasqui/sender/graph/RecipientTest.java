package dev.chasqui.sender.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          15550001111,                   15550001111
          +15550001111,                  15550001111
          '+1 (555) 000-1111',           15550001111
          '  +1 555 000 1111 ',          15550001111
          15550001111@c.us,              15550001111
          15550001111@s.whatsapp.net,    15550001111
          +493012345678,                 493012345678
          # Brazil, with and without the ninth digit: never rewritten
          5511987654321,                 5511987654321
          551187654321,                  551187654321
          +55 11 8765-4321,              551187654321
          # Mexico, with and without the 1 of old
          5215512345678,                 5215512345678
          525512345678,                  525512345678
          5215512345678@c.us,            5215512345678
          # Argentina, with and without the 9
          5491123456789,                 5491123456789
          541123456789,                  541123456789
          """)
  void aPhoneNumberKeepsItsDigits(String to, String digits) {
    assertThat(Recipient.parse(to)).contains(new Recipient.Phone(digits));
  }

  @ParameterizedTest
  @CsvSource({
    "5511987654321, 551187654321",
    "+55 11 98765-4321, 551187654321@c.us",
    "5215512345678, 525512345678",
    "5491123456789@s.whatsapp.net, 541123456789"
  })
  void bothFormsOfANumberHaveTheSameKey(String one, String other) {
    assertThat(Recipient.parse(one).map(Recipient::key))
        .isPresent()
        .isEqualTo(Recipient.parse(other).map(Recipient::key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"120363025246125486@g.us", "15550001111-1600000000@g.us"})
  void aGroupIsNamedWithoutItsServer(String to) {
    assertThat(Recipient.parse(to))
        .contains(new Recipient.Group(to.substring(0, to.indexOf('@'))))
        .get()
        .extracting(Recipient::key)
        .isEqualTo(to);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789012345@lid", "123456789012345:3@lid"})
  void aLinkedIdIsKept(String to) {
    assertThat(Recipient.parse(to))
        .contains(new Recipient.LinkedId(to.substring(0, to.indexOf('@'))))
        .get()
        .extracting(Recipient::key)
        .isEqualTo(to);
  }

  @ParameterizedTest
  @ValueSource(strings = {"US.13491208655302741918", "US.ENT.11815799212886844830", "BR.a1B2"})
  void aUserIdIsKept(String to) {
    assertThat(Recipient.parse(to)).contains(new Recipient.Bsuid(to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "+",
        "hello",
        "12",
        "0000000000",
        "015123456789",
        "0612345678",
        "011987654321",
        "+999123456789",
        "+15550001111222233334444",
        "15550001111@example.org",
        "15550001111@c.us@c.us",
        "@c.us",
        "abc@c.us",
        "@g.us",
        "group name@g.us",
        "@lid",
        "us.1349",
        "USA.1349",
        "US.",
        "US.13 49",
        "1555\u0000001111",
        "１５５５０００１１１１"
      })
  void anythingElseIsNoRecipient(String to) {
    assertThat(Recipient.parse(to)).isEmpty();
  }
}
