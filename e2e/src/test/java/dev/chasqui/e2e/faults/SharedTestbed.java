package dev.chasqui.e2e.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the same {@link Testbed} to all tests; it starts with the first, ends with the run. */
final class SharedTestbed implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Testbed.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedTestbed.class))
        .computeIfAbsent(Testbed.class, type -> start(), Testbed.class);
  }

  private static Testbed start() {
    try {
      return Testbed.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
