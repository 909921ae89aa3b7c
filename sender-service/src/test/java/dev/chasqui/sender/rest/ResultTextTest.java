package dev.chasqui.sender.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.text.Languages;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.testing.DocTable;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResultTextTest {

  @Test
  void everyCodeOfThePageHasAMeaning() {
    assertThat(Arrays.stream(ResultText.values()).map(ResultText::code))
        .containsExactlyElementsOf(
            DocTable.rows("docs/errors.md", "Results of commands (`CommandResult.errorCode`)")
                .stream()
                .map(row -> row.getOrDefault("code", ""))
                .toList());
  }

  @Test
  void ofAnyOtherCodeOnlyTheWordsAreSaid() {
    Phrase phrase = ResultText.of("new_code", "100 % new");

    assertThat(phrase.in(Languages.ENGLISH)).isEqualTo("100 % new");
    assertThat(phrase.in(Languages.SPANISH)).isEqualTo("100 % new");
  }
}
