package dev.chasqui.standalone;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;

/** The main class: everything in this JVM, until it is told to stop. */
public final class Standalone {

  private static final Duration STOP_WITHIN = Duration.ofSeconds(40);

  private final Settings settings;
  private final Console console;
  private final RunFile runFile;
  private final Parts parts;
  private volatile boolean ready;

  private Standalone(Settings settings, Console console, RunFile runFile) {
    this.settings = settings;
    this.console = console;
    this.runFile = runFile;
    this.parts = new Parts(console);
  }

  /**
   * Starts everything. The settings are those of {@code ./chasqui help}; the system property {@code
   * chasqui.home} names the directory of the state. Exits with 1 and one line if it cannot.
   */
  public static void main(String[] arguments) {
    Console console = new Console(System.out, isTerminal(System.console()));
    try {
      Settings settings =
          Settings.of(Path.of(System.getProperty("chasqui.home", ".chasqui")), System.getenv());
      logTo(settings);
      new Standalone(settings, console, RunFile.take(settings)).run();
    } catch (Throwable e) {
      fail(console, e);
    }
  }

  private static boolean isTerminal(java.io.@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  private static void logTo(Settings settings) {
    System.setProperty("chasqui.home", settings.home().toString());
    System.setProperty("logback.configurationFile", "standalone-logback.xml");
    // One configuration for the servers, the simulator and the services: Spring Boot leaves it be.
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static void fail(Console console, Throwable e) {
    console.say("chasqui: " + Failures.inOneLine(e));
    if (System.getProperty("logback.configurationFile") != null) {
      log().info("The start failed", e);
    }
    System.exit(1);
  }

  /** Not a constant: the logging system may only start when it knows where its file is. */
  private static Logger log() {
    return LoggerFactory.getLogger(Standalone.class);
  }

  private void run() {
    boolean afterCrash = runFile.afterCrash();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(this::stop));
    new Startup(settings, console, parts).run(afterCrash, () -> runFile.write("starting"));
    runFile.write("ready");
    ready = true;
  }

  private void stop() {
    Thread.ofPlatform().name("stop-watch").daemon().start(Standalone::haltLater);
    if (ready) {
      console.say("Stopping; what is under way is ended first, which takes some seconds");
    }
    parts.close();
    runFile.close();
  }

  private static void haltLater() {
    try {
      Thread.sleep(STOP_WITHIN);
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
