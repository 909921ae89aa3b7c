package dev.chasqui.standalone;

import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The main class: everything in this JVM, until it is told to stop. */
public final class Standalone {

  private static final Duration STOP_WITHIN = Duration.ofSeconds(40);

  private final Settings settings;
  private final Console console;
  private final RunFile runFile;
  private final Parts parts;

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
    Console console = new Console(System.out);
    try {
      Settings settings =
          Settings.of(Path.of(System.getProperty("chasqui.home", ".chasqui")), System.getenv());
      logTo(settings);
      new Standalone(settings, console, RunFile.take(settings)).run();
    } catch (Throwable e) {
      fail(console, e);
    }
  }

  private static void logTo(Settings settings) {
    System.setProperty("chasqui.home", settings.home().toString());
    System.setProperty("logback.configurationFile", "standalone-logback.xml");
    // Tomcat's logging, before Spring Boot would see to it.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    log().debug("Logging is set up");
    // From here on Spring Boot reads it, under its own name.
    System.clearProperty("logback.configurationFile");
    System.setProperty("logging.config", "classpath:standalone-logback.xml");
  }

  private static void fail(Console console, Throwable e) {
    if (e instanceof StartException known) {
      console.say("chasqui: " + known.getMessage());
    } else {
      console.say("chasqui: it cannot start: " + rootOf(e));
    }
    if (System.getProperty("logging.config") != null) {
      log().info("The start failed", e);
    }
    System.exit(1);
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
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
  }

  private void stop() {
    Thread.ofPlatform().name("stop-watch").daemon().start(Standalone::haltLater);
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
