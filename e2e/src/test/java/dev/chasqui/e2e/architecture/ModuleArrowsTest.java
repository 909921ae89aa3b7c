package dev.chasqui.e2e.architecture;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may use which: what is not said here is forbidden. */
@AnalyzeClasses(locations = MainClasses.class)
class ModuleArrowsTest {

  @ArchTest
  static final ArchRule MODULES =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("schemas")
          .definedBy("dev.chasqui.schemas..")
          .layer("tracing")
          .definedBy("dev.chasqui.tracing..")
          .layer("messaging")
          .definedBy("dev.chasqui.messaging..")
          .layer("work-queue")
          .definedBy("dev.chasqui.workqueue..")
          .layer("http-client")
          .definedBy("dev.chasqui.http..")
          .layer("metrics")
          .definedBy("dev.chasqui.metrics..")
          .layer("chores")
          .definedBy("dev.chasqui.chores..")
          .layer("access")
          .definedBy("dev.chasqui.access..")
          .layer("simulator")
          .definedBy("dev.chasqui.simulator..")
          .layer("embedded")
          .definedBy("dev.chasqui.embedded..")
          .layer("testing")
          .definedBy("dev.chasqui.testing..")
          .layer("sender-service")
          .definedBy("dev.chasqui.sender..")
          .layer("inbound-service")
          .definedBy("dev.chasqui.inbound..")
          .layer("webhook-relay")
          .definedBy("dev.chasqui.relay..")
          .layer("standalone")
          .definedBy("dev.chasqui.standalone..")
          .layer("demo")
          .definedBy("dev.chasqui.demo..")
          .layer("admin-cli")
          .definedBy("dev.chasqui.cli..")
          // Not part of a build: there or not.
          .optionalLayer("benchmarks")
          .definedBy("dev.chasqui.benchmarks..")
          .whereLayer("schemas")
          .mayNotAccessAnyLayer()
          .whereLayer("tracing")
          .mayNotAccessAnyLayer()
          .whereLayer("messaging")
          .mayOnlyAccessLayers("tracing")
          .whereLayer("work-queue")
          .mayNotAccessAnyLayer()
          .whereLayer("http-client")
          .mayNotAccessAnyLayer()
          .whereLayer("metrics")
          .mayNotAccessAnyLayer()
          .whereLayer("chores")
          .mayNotAccessAnyLayer()
          .whereLayer("access")
          .mayOnlyAccessLayers("tracing")
          .whereLayer("simulator")
          .mayNotAccessAnyLayer()
          .whereLayer("embedded")
          .mayNotAccessAnyLayer()
          .whereLayer("testing")
          .mayOnlyAccessLayers("embedded", "schemas")
          .whereLayer("sender-service")
          .mayOnlyAccessLayers(
              "schemas",
              "tracing",
              "messaging",
              "work-queue",
              "http-client",
              "metrics",
              "chores",
              "access")
          .whereLayer("inbound-service")
          .mayOnlyAccessLayers(
              "schemas", "tracing", "messaging", "http-client", "metrics", "chores", "access")
          .whereLayer("webhook-relay")
          .mayOnlyAccessLayers(
              "schemas",
              "tracing",
              "messaging",
              "work-queue",
              "http-client",
              "metrics",
              "chores",
              "access")
          .whereLayer("standalone")
          .mayOnlyAccessLayers(
              "embedded",
              "simulator",
              "access",
              "sender-service",
              "inbound-service",
              "webhook-relay")
          .whereLayer("demo")
          .mayOnlyAccessLayers("schemas", "messaging")
          .whereLayer("admin-cli")
          .mayNotAccessAnyLayer()
          .ensureAllClassesAreContainedInArchitecture()
          .because("a module is used only by those whose package-info says so");
}
