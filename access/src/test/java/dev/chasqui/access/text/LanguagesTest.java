package dev.chasqui.access.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LanguagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "es                          | es",
        "ES-419                      | es",
        "es-PE,es;q=0.9,en;q=0.8     | es",
        "de-DE, es;q=0.5, en;q=0.1   | es",
        "en;q=0.2, es;q=0.9          | es",
        "en-GB,es;q=0.9              | en",
        "es;q=0, en                  | en",
        "de                          | en",
        "*                           | en",
        "''                          | en",
        "no language at all; q=many  | en",
      })
  void theClientsFavouriteAmongThoseThatThereAreCounts(String liked, String language) {
    var request = new MockHttpServletRequest();
    request.addHeader("Accept-Language", liked);

    assertThat(Languages.of(request).toLanguageTag()).isEqualTo(language);
  }

  @Test
  void withoutAnyItIsEnglish() {
    assertThat(Languages.of(new MockHttpServletRequest())).isEqualTo(Languages.ENGLISH);
  }

  @Test
  void whatIsPutIntoATextIsTranslatedToo() {
    Phrase phrase = FieldText.ONE_OF.with(FieldText.FLAG);

    assertThat(phrase.in(Languages.ENGLISH)).isEqualTo("must be one of must be true or false");
    assertThat(phrase.in(Languages.SPANISH)).isEqualTo("debe ser uno de debe ser true o false");
  }
}
