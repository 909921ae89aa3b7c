package dev.chasqui.simulator;

import java.net.URI;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A simulator that runs inside this JVM, on its own port and in its own application context.
 * Thread-safe.
 */
public final class Simulator implements AutoCloseable {
  private final SimulatorSettings settings;
  private final ServletWebServerApplicationContext context;

  private Simulator(SimulatorSettings settings, ServletWebServerApplicationContext context) {
    this.settings = settings;
    this.context = context;
  }

  /**
   * Starts a simulator and waits until it answers.
   *
   * @throws PortInUseException when the port is taken
   * @throws RuntimeException when it cannot start for another reason, e.g. a number that is wrong
   */
  public static Simulator start(SimulatorSettings settings) {
    var application = SimulatorApplication.application().build();
    leaveTheHostAlone(application);
    application.addInitializers(
        context ->
            ((GenericApplicationContext) context)
                .registerBean(SimulatorSettings.class, () -> settings));
    return new Simulator(settings, run(application, settings));
  }

  private static ServletWebServerApplicationContext run(
      SpringApplication application, SimulatorSettings settings) {
    try {
      return (ServletWebServerApplicationContext)
          application.run(
              "--chasqui.simulator.host=" + settings.host(),
              "--chasqui.simulator.port=" + settings.port(),
              "--chasqui.simulator.first-number=false");
    } catch (ApplicationContextException e) {
      throw e.getCause() instanceof PortInUseException taken ? taken : e;
    }
  }

  /** Logging, the banner and the shutdown hook belong to the application around this one. */
  private static void leaveTheHostAlone(SpringApplication application) {
    application.setBannerMode(Banner.Mode.OFF);
    application.setRegisterShutdownHook(false);
    application.setLogStartupInfo(false);
    application.setListeners(
        application.getListeners().stream()
            .filter(listener -> !(listener instanceof LoggingApplicationListener))
            .toList());
  }

  /** Where it answers, e.g. http://127.0.0.1:3100, without a slash at the end. */
  public URI url() {
    return URI.create("http://" + settings.host() + ":" + port());
  }

  /** The port that it listens on. */
  public int port() {
    var server = context.getWebServer();
    if (server == null) {
      throw new IllegalStateException("The simulator is closed");
    }
    return server.getPort();
  }

  @Override
  public void close() {
    context.close();
  }
}
