package dev.chasqui.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Which package may use which inside the modules: the core knows no framework. */
@AnalyzeClasses(locations = MainClasses.class)
class PackageArrowsTest {

  private static final String[] FRAMEWORKS = {
    "org.springframework..", "org.apache.kafka..", "java.sql..", "javax.sql..", "jakarta.."
  };

  @ArchTest
  static final ArchRule THE_QUEUE_KNOWS_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAPackage("dev.chasqui.workqueue..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "jakarta..");

  @ArchTest
  static final ArchRule THE_GRAPH_API_KNOWS_NEITHER_KAFKA_NOR_THE_QUEUE =
      noClasses()
          .that()
          .resideInAPackage("dev.chasqui.sender.graph..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.chasqui.messaging..",
              "dev.chasqui.workqueue..",
              "dev.chasqui.sender.command..",
              "dev.chasqui.sender.result..",
              "dev.chasqui.sender.send..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(FRAMEWORKS);

  @ArchTest
  static final ArchRule EVENTS_ARE_READ_AND_WRITTEN_WITHOUT_FRAMEWORKS =
      noClasses()
          .that()
          .resideInAnyPackage("dev.chasqui.inbound.event..", "dev.chasqui.relay.event..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.chasqui.messaging..", "dev.chasqui.workqueue..", "dev.chasqui.access..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(FRAMEWORKS);

  @ArchTest
  static final ArchRule THE_HISTORY_KNOWS_NOBODY_WHO_ASKS_FOR_IT =
      noClasses()
          .that()
          .resideInAnyPackage("dev.chasqui.inbound.history..", "dev.chasqui.inbound.media..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.chasqui.inbound.chat..");

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLES =
      slices().assignedFrom(new Packages()).should().beFreeOfCycles();

  /** Each package by itself, so that one above another counts as another. */
  private static final class Packages implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return SliceIdentifier.of(javaClass.getPackageName());
    }

    @Override
    public String getDescription() {
      return "every package";
    }
  }
}
