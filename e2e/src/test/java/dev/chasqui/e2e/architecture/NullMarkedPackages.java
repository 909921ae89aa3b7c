package dev.chasqui.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** Every package has a {@code package-info.java} with {@code @NullMarked}. */
final class NullMarkedPackages {

  /** What may be null in a generated type is said by its schema. */
  private static final Set<String> GENERATED =
      Set.of("dev.chasqui.schemas", "dev.chasqui.messaging.sample");

  private NullMarkedPackages() {}

  static void check(JavaClasses classes) {
    Set<String> marked =
        classes.stream()
            .filter(found -> found.getSimpleName().equals("package-info"))
            .filter(found -> found.isAnnotatedWith(NullMarked.class))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    Set<String> unmarked =
        classes.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    unmarked.removeAll(marked);
    unmarked.removeAll(GENERATED);
    assertThat(unmarked).as("packages without a @NullMarked package-info.java").isEmpty();
  }
}
