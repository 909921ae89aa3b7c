package dev.chasqui.e2e.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the same {@link ThreeProcesses} to all tests; it starts with the first, ends with the run.
 */
final class SharedProcesses implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == ThreeProcesses.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedProcesses.class))
        .computeIfAbsent(ThreeProcesses.class, type -> start(), ThreeProcesses.class);
  }

  private static ThreeProcesses start() {
    try {
      return ThreeProcesses.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
