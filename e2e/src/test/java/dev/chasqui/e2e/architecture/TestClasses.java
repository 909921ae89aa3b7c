package dev.chasqui.e2e.architecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import dev.chasqui.e2e.Project;
import java.util.Set;
import java.util.stream.Collectors;

/** The tests of all modules. */
final class TestClasses implements LocationProvider {

  @Override
  public Set<Location> get(Class<?> testClass) {
    return Project.compiled("test-classes").stream().map(Location::of).collect(Collectors.toSet());
  }
}
