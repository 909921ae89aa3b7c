package dev.chasqui.sender.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFormsTest {

  @ParameterizedTest
  @CsvSource({
    "5511987654321, 551187654321",
    "5584961234567, 558461234567",
    "5215512345678, 525512345678",
    "5491123456789, 541123456789"
  })
  void aNumberHasTwoForms(String longer, String shorter) {
    assertThat(NumberForms.other(longer)).contains(shorter);
    assertThat(NumberForms.other(shorter)).contains(longer);
    assertThat(NumberForms.key(longer)).isEqualTo(NumberForms.key(shorter)).isEqualTo(shorter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "15550001111",
        "493012345678",
        // Brazilian landlines: with a 9 in front they would be somebody else's mobile number
        "551133334444",
        "551121234567",
        // and such a mobile number without its 9 would be somebody else's landline
        "5511933334444",
        "52551234567",
        "5411234567890123",
        "1203630252461254"
      })
  void mostHaveOnlyOne(String digits) {
    assertThat(NumberForms.other(digits)).isEmpty();
    assertThat(NumberForms.key(digits)).isEqualTo(digits);
  }
}
