package dev.chasqui.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.chasqui.access.text.Languages;
import dev.chasqui.access.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Each text has its translation, which takes the same values; nothing else has one. */
@AnalyzeClasses(locations = MainClasses.class)
class TextsTest {

  private static final Pattern VALUE = Pattern.compile("%(\\d+\\$)?s");

  @ArchTest
  static void eachTextHasItsTranslation(JavaClasses classes) {
    assertThat(enums(classes)).isNotEmpty().allSatisfy(TextsTest::check);
  }

  private static List<Class<?>> enums(JavaClasses classes) {
    return classes.stream()
        .filter(type -> type.isEnum() && type.isAssignableTo(Text.class))
        .<Class<?>>map(JavaClass::reflect)
        .toList();
  }

  private static void check(Class<?> texts) {
    ResourceBundle translations = ResourceBundle.getBundle(texts.getName(), Languages.SPANISH);
    List<Text> constants = Arrays.stream(texts.getEnumConstants()).map(Text.class::cast).toList();

    assertThat(translations.keySet())
        .containsExactlyInAnyOrderElementsOf(constants.stream().map(Text::name).toList());
    assertThat(constants)
        .allSatisfy(text -> check(text.english(), translations.getString(text.name())));
  }

  private static void check(String english, String translation) {
    assertThat(translation).isNotBlank().isNotEqualTo(english);
    assertThat(values(translation)).as(translation).isEqualTo(values(english));
  }

  /** What a pattern takes, whatever the order in which it does. */
  private static String values(String pattern) {
    return VALUE
        .matcher(pattern)
        .results()
        .map(MatchResult::group)
        .map(value -> value.replaceAll("\\d+\\$", ""))
        .collect(Collectors.joining());
  }
}
