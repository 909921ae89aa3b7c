package dev.chasqui.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What no test does. */
@AnalyzeClasses(locations = TestClasses.class)
class TestCodeRulesTest {

  @ArchTest
  static final ArchRule TESTS_WAIT_FOR_SOMETHING =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", java.time.Duration.class)
          .because("Awaitility waits no longer than needed, and says what did not come");

  @ArchTest
  static final ArchRule TESTS_USE_REAL_PARTS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mockito..", "org.springframework.test.context.bean.override..");

  @ArchTest
  static void everyPackageSaysWhatLivesThere(JavaClasses classes) {
    NullMarkedPackages.check(classes);
  }
}
